package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.testkit.TopicReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Several trainers that say what their scripts hold, side by side, and the decisions that the log must hold then. */
final class Scripts {

    private static final List<String> POLICIES = List.of("magnitude", "greedy-kappa", "greedy-q");

    private final TestPipeline pipeline;
    private final List<Script> scripts;
    private final int steps;
    private int said = -1;

    Scripts(TestPipeline pipeline, int runs, int steps) {
        this.pipeline = pipeline;
        this.steps = steps;
        this.scripts = IntStream.range(0, runs)
                .mapToObj(run -> Script.of("run-" + run, POLICIES.get(run % POLICIES.size()), steps))
                .toList();
        assertThat(scripts)
                .as("every script changes masks, more than once")
                .allMatch(script -> changes(script.decisions()).size() > 1);
    }

    /** Says everything up to the end of so many more steps, and waits for no decision. */
    Scripts say(int more) {
        for (int last = Math.min(said + more, steps); said < last; ) {
            said++;
            for (Script script : scripts) {
                pipeline.say(script.trainer(), script.events().get(said));
            }
        }
        return this;
    }

    /** Says the rest. */
    Scripts sayAll() {
        return say(steps - said);
    }

    /** Says steps until one is the last before a decision. Its probe has opened a transaction that no decision ends. */
    Scripts sayToProbe() {
        return say(TestTrainer.INTERVAL - Math.floorMod(said - TestTrainer.PROBE, TestTrainer.INTERVAL));
    }

    boolean isSaid() {
        return said == steps;
    }

    /** Waits for the decisions of all that was said. */
    void awaitDecisions() {
        int last = said - said % TestTrainer.INTERVAL;
        scripts.forEach(script -> pipeline.decisions(script.run(), last));
    }

    /** Waits for the last decisions, and compares all with those of a gate that nothing disturbed. */
    void assertDecidedAsUndisturbed() {
        assertThat(isSaid()).as("everything was said").isTrue();
        awaitDecisions();
        List<MaskChange> all;
        try (var reader = TopicReader.of(pipeline.servers, pipeline.topics.maskChanges())) {
            all = reader.all();
        }
        for (Script script : scripts) {
            same(
                    script,
                    all.stream()
                            .filter(decision -> decision.getRun().equals(script.run()))
                            .toList());
        }
        assertThat(pipeline.deadLetters()).as("dead letters").isZero();
    }

    private void same(Script script, List<MaskChange> decided) {
        assertThat(decided)
                .as("decision steps of %s", script.run())
                .extracting(MaskChange::getStep)
                .containsExactlyElementsOf(multiples(TestTrainer.INTERVAL, steps / TestTrainer.INTERVAL));
        assertThat(changes(decided))
                .as("versions of %s", script.run())
                .extracting(Change::getVersion)
                .containsExactlyElementsOf(multiples(1, changes(decided).size()));
        for (int i = 0; i < decided.size(); i++) {
            MaskChange undisturbed = script.decisions().get(i);
            MaskChange decision = Script.withoutTime(decided.get(i));
            assertThat(decision.toByteArray())
                    .withFailMessage(
                            () -> script.run() + " was decided otherwise at step " + undisturbed.getStep() + ", "
                                    + FirstDifference.between(undisturbed, decision)
                                            .orElse("only in how the bytes are written"))
                    .isEqualTo(undisturbed.toByteArray());
        }
    }

    private static List<Long> multiples(long of, int count) {
        return LongStream.rangeClosed(1, count).mapToObj(i -> i * of).toList();
    }

    private static List<Change> changes(List<MaskChange> decisions) {
        return decisions.stream()
                .filter(MaskChange::hasChange)
                .map(MaskChange::getChange)
                .toList();
    }
}
