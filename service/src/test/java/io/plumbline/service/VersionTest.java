package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void namesTheCommitWhereThereIsOne() {
        assertThat(Version.of("0a1b2c3d4e", "false")).isEqualTo(" (commit 0a1b2c3d4e)");
        assertThat(Version.of("0a1b2c3d4e", "true")).isEqualTo(" (commit 0a1b2c3d4e, changed since)");
        assertThat(Version.of("${git.commit.id.abbrev}", "${git.dirty}")).isEmpty();
        assertThat(new Version().getVersion()[0])
                .matches("plumbline \\d+\\.\\d+\\.\\d+( \\(commit [0-9a-f]{10}(, changed since)?\\))?");
    }
}
