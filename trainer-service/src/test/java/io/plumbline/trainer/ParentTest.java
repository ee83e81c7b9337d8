package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.Score;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Deliveries.Mark;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of digits with layers of 4 and 2 nodes, of which one of the first is closed. */
class ParentTest {

    private static final String RUN = """
            steps: 100
            seed: 5
            batch: 32
            decision-interval: 10
            network: {layers: [4, 2]}
            gate: {policy: greedy-kappa, self-tuned: false, final-density: 0.5, warm-up: 20, last-change: 90}
            """;
    private static final Mask ONE_CLOSED = Mask.allOpen(6).with(new int[] {1}, new int[0]);

    @TempDir
    private Path directory;

    @Test
    void describesWhatIsOpenAndLeavesTheScheduleToTheNewLength() {
        // When
        RunDescription child = RunDescription.parse(parent(RUN, 0.9).description(40));

        // Then: a share of the whole network, which 0.5 was: 64·4 + 4·2 + 2·10 products, 64·3 + 3·2 + 2·10 are left
        assertThat(child.network().gatedLayers().counts()).containsExactly(3, 2);
        assertThat(child.length().steps()).isEqualTo(40);
        assertThat(child.gating().warmUp()).isEmpty();
        assertThat(child.gating().lastChange()).isEmpty();
        assertThat(child.gating().settings().schedule().finalDensity()).isCloseTo(0.5 * 284 / 218, within(1e-12));
        assertThat(child.batch()).isEqualTo(32);
    }

    @Test
    void closesNothingMoreWhereTheDensityIsReached() {
        // When
        String child = parent(RUN.replace("0.5", "0.75"), 0.9).description(40);

        // Then: 218 of 284 are left
        assertThat(RunDescription.parse(child).gating().settings().schedule().finalDensity())
                .isCloseTo(0.75 * 284 / 218, within(1e-12));
        assertThat(RunDescription.parse(parent(RUN.replace("0.5", "0.8"), 0.9).description(40))
                        .gating()
                        .settings()
                        .schedule()
                        .finalDensity())
                .isEqualTo(1);
    }

    @Test
    void countsToFollowStayWithinWhatIsLeft() {
        // Given
        String counted = RUN.replace(
                "policy: greedy-kappa",
                "policy: random-counts, counts: \"20:4,2; 30:3,1\", floor-nodes: 1, floor-share: 0");

        // When
        RunDescription child = RunDescription.parse(parent(counted, 0.9).description(40));

        // Then
        assertThat(child.gating().settings().counts()).hasToString("[20:3,2, 30:3,1]");
    }

    @Test
    void keepsWhatTheStateIsOfAndLetsAllElseChange() {
        // Given
        Parent parent = parent(RUN, 0.9);
        String child = parent.description(40);

        // Then
        assertThat(inheritance(parent, child.replace("learning-rate: 0.", "learning-rate: 0.0"))
                        .state()
                        .mask())
                .isEqualTo(Mask.allOpen(5));
        refuses(parent, child.replace("\nseed: 5", "\nseed: 8"), "but seed is 8 and was 5");
        refuses(parent, child.replace("- 3\n", "- 4\n"), "network.layers is ");
    }

    @Test
    void refusesToEndWhereItBegins() {
        // Given
        Parent parent = parent(RUN + "stop-at-target: true\nloss: {target: 0.5}\n", 0.4);

        // Then
        refuses(parent, parent.description(40), "run 'r' has reached its target, a training loss of 0.5");
    }

    private void refuses(Parent parent, String child, String sentence) {
        assertThatThrownBy(() -> inheritance(parent, child).state())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    private static Inheritance inheritance(Parent parent, String child) {
        return new Inheritance(prepared(child), "r-2", parent);
    }

    private static Prepared prepared(String yaml) {
        return Prepared.of(TrainerConfig.of(
                io.plumbline.service.KafkaSettings.of("127.0.0.1:1"),
                io.plumbline.protocol.Topics.standard(),
                RunDescription.parse(yaml)));
    }

    private Parent parent(String yaml, double loss) {
        Prepared run = prepared(yaml);
        Head.Evaluation last = new Head.Evaluation(100, 1, List.of(new Score(loss, 0.1), new Score(0.9, 0.2)), 1);
        TallyState tally =
                new TallyState(100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(last), List.of(), List.of(), List.of());
        Head head = new Head(
                "r",
                "",
                run.run().yaml(),
                run.data().sha256(),
                List.of(64),
                "0.1.0",
                true,
                new Claim(1, "c"),
                100,
                true,
                new Head.Masks(1, List.of(1L), List.of()),
                DecisionInbox.Read.from(0),
                Mark.beginning(Map.of()),
                List.of(),
                Prunings.NONE,
                tally);
        return new Parent("r", new CheckpointFolder(directory, 5).write(new Checkpoint(head, network())));
    }

    private static EngineState network() {
        List<NamedArray> weights = Stream.of(
                        array("dense-1.weight", 64, 4),
                        array("dense-1.bias", 4),
                        array("dense-2.weight", 4, 2),
                        array("dense-2.bias", 2),
                        array("output.weight", 2, 10),
                        array("output.bias", 10))
                .toList();
        return new EngineState(
                ONE_CLOSED,
                Mask.allOpen(6),
                weights,
                List.of(),
                new OptimizerState(100, List.of()),
                AverageState.NONE,
                List.of());
    }

    private static NamedArray array(String name, int... shape) {
        return NamedArray.filled(name, shape, values -> {});
    }
}
