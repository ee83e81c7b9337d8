package io.plumbline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A whole installation under SIGKILL. Settings are system properties: {@code chaos.kills} (200), {@code chaos.seed} (drawn, or that of
 * a suite that is not done) and {@code chaos.directory} (target/chaos).
 */
@Tag("chaos")
class ChaosIT {

    private final PrintStream console = System.out;

    @Test
    void losesNothingAndDoublesNothingWhateverIsKilled() throws Exception {
        // Given
        Suite suite = Suite.in(
                Path.of(System.getProperty("chaos.directory", "target/chaos")).toAbsolutePath(),
                Integer.getInteger("chaos.kills", 200),
                Optional.ofNullable(System.getProperty("chaos.seed")).map(Long::parseLong));
        tell("seed " + suite.seed() + ": " + suite.rounds() + " rounds; stopped, it goes on by the same command");

        // When
        List<RoundResult> rounds = new ArrayList<>();
        for (int round = 0; round < suite.rounds(); round++) {
            rounds.add(performed(suite, round));
        }

        // Then
        SuiteResult result = SuiteResult.of(suite.seed(), rounds);
        console.println(Table.of(result));
        tell("all of it: " + suite.keep(result));
        assertThat(result.broken()).as("broken promises, seed %d", suite.seed()).isEmpty();
        assertThat(result.killed()).isGreaterThanOrEqualTo(suite.kills());
    }

    private RoundResult performed(Suite suite, int number) throws Exception {
        Optional<RoundResult> found = suite.found(number);
        if (found.isPresent()) {
            return found.get();
        }
        Round round = new Round(suite, number, suite.fresh(number), this::tell);
        RoundResult result = round.run();
        result.broken().forEach(this::tell);
        suite.keep(result);
        if (result.broken().isEmpty()) {
            round.tidy();
        }
        return result;
    }

    private void tell(String line) {
        console.println(LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + " chaos: " + line);
    }
}
