package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunNameTest {

    @Test
    void namesARunByDataTimeAndChance() {
        // Given
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T19:30:12Z"), ZoneOffset.UTC);

        // When
        String id = RunName.generate("digits", clock, new Random(1));

        // Then
        assertThat(id).matches("digits-20261123-193012-[0-9a-f]{4}");
        assertThat(RunId.check(id)).isEqualTo(id);
    }
}
