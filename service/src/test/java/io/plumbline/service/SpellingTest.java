package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void countsEdits() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("same", "same")).isZero();
    }

    @Test
    void findsTheNearestOrNothing() {
        assertThat(Spelling.nearest("admin.prot", List.of("admin.host", "admin.port")))
                .hasValue("admin.port");
        assertThat(Spelling.nearest("colour", List.of("admin.host", "admin.port")))
                .isEmpty();
    }
}
