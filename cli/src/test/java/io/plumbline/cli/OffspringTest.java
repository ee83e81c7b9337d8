package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run of 600 steps in a directory of its own. */
class OffspringTest {

    @TempDir
    private Path directory;

    @Test
    void isANewRunWithinTheDirectoryThatWasNamed() {
        // When
        Offspring child = offspring(before("r", "", true), "1000").orElseThrow();

        // Then
        assertThat(child.run()).isEqualTo("r-2");
        assertThat(child.steps()).isEqualTo(400);
        assertThat(child.home()).isEqualTo(directory.resolve("r-2"));
        assertThat(child.folder()).isEqualTo(directory.resolve("r-2").resolve("checkpoints"));
        assertThat(child.parent().run()).isEqualTo("r");
        assertThat(child.parent().file())
                .isEqualTo(directory.resolve("checkpoints").resolve("attempt-1-step-600.safetensors"));
    }

    @ParameterizedTest
    @CsvSource({"r-2, r, r-3", "r-2, '', r-2-2", "digits-20261123, digits, digits-20261123-2", "r, q, r-2"})
    void countsOnWhereItsParentHasAParent(String run, String parent, String expected) {
        assertThat(offspring(before(run, parent, true), "1000").orElseThrow().run())
                .isEqualTo(expected);
    }

    @Test
    void takesTheFirstNameWhoseDirectoryIsFree() throws IOException {
        // Given
        Files.createDirectory(directory.resolve("r-2"));

        // Then
        assertThat(offspring(before("r", "", true), "601").orElseThrow().run()).isEqualTo("r-3");
    }

    @ParameterizedTest
    @CsvSource({"600", "1"})
    void isNoneWhereNoMoreStepsAreAskedFor(String steps) {
        assertThat(offspring(before("r", "", true), steps)).isEmpty();
    }

    @Test
    void isNoneOfARunThatIsNotOver() {
        assertThat(offspring(before("r", "", false), "1000")).isEmpty();
    }

    @Test
    void refusesTheNameOfItsParentAndStepsThatAreNoNumber() {
        Offspring.Wish same =
                new Offspring.Wish(Optional.of("700"), Optional.of("r"), Optional.of(directory), Optional.empty());
        assertThatThrownBy(() -> Offspring.of(before("r", "", true), same))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("more are a new run: give another --run, or leave it out");
        assertThatThrownBy(() -> offspring(before("r", "", true), "many"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("steps must be a whole number of at least 1, was 'many'");
    }

    @Test
    void hasAFolderOfItsOwnInTheFolderOfCheckpoints() {
        // Given
        Path checkpoints = directory.resolve("kept");
        Offspring.Wish wish =
                new Offspring.Wish(Optional.of("700"), Optional.empty(), Optional.empty(), Optional.of(checkpoints));

        // Then
        assertThat(Offspring.of(before("r", "", true), wish).orElseThrow().folder())
                .isEqualTo(checkpoints.resolve("r-2"));
    }

    private Optional<Offspring> offspring(Resumption before, String steps) {
        return Offspring.of(
                before,
                new Offspring.Wish(Optional.of(steps), Optional.empty(), Optional.of(directory), Optional.empty()));
    }

    private Resumption before(String run, String parent, boolean over) {
        return new Resumption(
                Optional.of(run),
                true,
                directory,
                directory.resolve("checkpoints"),
                Optional.of(head(run, parent, over)));
    }

    private static Head head(String run, String parent, boolean over) {
        return new Head(
                run,
                parent,
                "",
                "",
                List.of(1),
                "",
                over,
                new Claim(1, "c"),
                600,
                true,
                new Head.Masks(0, List.of(), List.of()),
                DecisionInbox.Read.from(0),
                Mark.beginning(Map.of()),
                List.of(),
                new Head.Pruning("", List.of()),
                TallyState.NOTHING);
    }
}
