package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.plumbline.core.settings.Scope;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A run is its seed, and what is exported of it is all that there is. */
interface StateContract extends EngineSubject {

    @Test
    default void sameSeedTwiceIsTheSameRunBitForBit() {
        // When
        List<Object> once = run(5);
        List<Object> again = run(5);
        List<Object> other = run(6);

        // Then
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    @Test
    default void twoEnginesInTurnDoNotDisturbOneAnother() {
        // Given
        List<Object> fifth = run(5);
        List<Object> sixth = run(6);
        Batch batch = batch(51);
        try (PruningEngine five = engine(5, optimizer(), ProbeSpec.of(batch));
                PruningEngine six = engine(6, optimizer(), ProbeSpec.of(batch))) {
            List<Object> ofFive = new ArrayList<>();
            List<Object> ofSix = new ArrayList<>();

            // When
            for (int t = 0; t < 10; t++) {
                advance(five, t, batch, ofFive);
                advance(six, t, batch, ofSix);
            }

            // Then
            assertThat(ofFive).isEqualTo(fifth);
            assertThat(ofSix).isEqualTo(sixth);
        }
    }

    @Test
    default void twoThreadsDoNotDisturbOneAnother() {
        // Given
        List<Object> fifth = run(5);
        List<Object> sixth = run(6);

        // When
        CompletableFuture<List<Object>> one = CompletableFuture.supplyAsync(() -> run(5));
        CompletableFuture<List<Object>> two = CompletableFuture.supplyAsync(() -> run(6));

        // Then
        assertThat(one.join()).isEqualTo(fifth);
        assertThat(two.join()).isEqualTo(sixth);
    }

    @Test
    default void goesOnFromWhatWasExportedBitForBit() {
        goesOn(5, ProbeSpec.DRAWS, engine -> {});
    }

    /** All but the draws is in what was exported. */
    @Test
    default void goesOnWithAnotherSeedBitForBitWhereNothingIsDrawn() {
        goesOn(99, 0, engine -> {});
    }

    @Test
    default void goesOnAsThePrunedNetworkThatItWasBitForBit() {
        goesOn(5, ProbeSpec.DRAWS, engine -> engine.prune(mask(engine)));
    }

    private void goesOn(long seed, int draws, Consumer<PruningEngine> change) {
        // Given
        Batch batch = batch(52);
        ProbeSpec probe = ProbeSpec.of(batch, Scope.OWN_AND_OUT, draws);
        try (PruningEngine whole = engine(5, optimizer(), probe);
                PruningEngine resumed = engine(seed, optimizer(), probe)) {
            List<Object> straight = new ArrayList<>();
            List<Object> interrupted = new ArrayList<>();
            for (int t = 0; t < 10; t++) {
                advance(whole, t, batch, straight);
            }
            straight.clear();
            change.accept(whole);

            // When
            resumed.mask(whole.mask());
            change.accept(resumed);
            resumed.weights(whole.weights());
            resumed.optimizerState(whole.optimizerState());
            resumed.probeDirection(whole.probeDirection());
            for (int t = 10; t < 20; t++) {
                advance(whole, t, batch, straight);
                advance(resumed, t, batch, interrupted);
            }

            // Then
            assertThat(interrupted).isEqualTo(straight);
            assertThat(resumed.probeDirection()).isEqualTo(whole.probeDirection());
            assertThat(resumed.optimizerState().moments())
                    .isEqualTo(whole.optimizerState().moments());
            assertThat(resumed.updates()).isEqualTo(20);
        }
    }

    @Test
    default void goesOnFromItsStateBitForBit() {
        goesOnFromItsState(engine -> {});
    }

    @Test
    default void goesOnFromTheStateOfAPrunedNetworkBitForBit() {
        goesOnFromItsState(engine -> engine.prune(mask(engine)));
    }

    /** Masks, weights, averages and what was removed are in the state: the other engine is told nothing else. */
    private void goesOnFromItsState(Consumer<PruningEngine> change) {
        // Given
        Batch batch = batch(57);
        ProbeSpec probe = ProbeSpec.of(batch, Scope.OWN_AND_OUT, ProbeSpec.DRAWS);
        try (PruningEngine whole = engine(5, optimizer(), probe);
                PruningEngine resumed = engine(5, optimizer(), probe)) {
            whole.average(AverageState.beginning(0.9));
            List<Object> straight = new ArrayList<>();
            List<Object> interrupted = new ArrayList<>();
            for (int t = 0; t < 10; t++) {
                advance(whole, t, batch, straight);
            }
            straight.clear();
            change.accept(whole);

            // When
            resumed.state(whole.state());
            for (int t = 10; t < 20; t++) {
                advance(whole, t, batch, straight);
                advance(resumed, t, batch, interrupted);
            }

            // Then
            assertThat(interrupted).isEqualTo(straight);
            assertThat(resumed.parameters()).isEqualTo(whole.parameters());
            assertThat(resumed.state()).isEqualTo(whole.state());
        }
    }

    @Test
    default void takesBackWhatItGave() {
        // Given
        Batch batch = batch(53);
        try (PruningEngine engine = masked(optimizer(), ProbeSpec.of(batch))) {
            Numbers numbers = new Numbers(engine);
            numbers.probeAndStep(batch);
            List<NamedArray> weights = engine.weights();
            OptimizerState state = engine.optimizerState();
            List<NamedArray> direction = engine.probeDirection();
            numbers.probeAndStep(batch);
            List<Object> expected = numbers.all();

            // When
            engine.weights(weights);
            engine.optimizerState(state);
            engine.probeDirection(direction);

            // Then
            numbers.probeAndStep(batch);
            assertThat(numbers.all()).isEqualTo(expected);
        }
    }

    @Test
    default void theDirectionIsACotangentOfTheLogitsAndNoneBeforeTheFirstProbe() {
        // Given
        Batch batch = batch(54);
        try (PruningEngine engine = engine(5, optimizer(), ProbeSpec.of(batch))) {
            List<NamedArray> before = engine.probeDirection();

            // When
            engine.probe(new ProbeRecord(engine.layers()));

            // Then
            assertThat(before).isEmpty();
            int classes = ByDefinition.of(definition(), engine, batch).probabilities(0).length;
            assertThat(engine.probeDirection()).hasToString("[logits.direction[" + EXAMPLES + ", " + classes + "]]");
        }
    }

    @Test
    default void noDirectionBeginsTheSearchAnewFromTheSeed() {
        // Given
        Batch batch = batch(55);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            Numbers numbers = new Numbers(engine);
            engine.probe(numbers.probe);
            List<Object> first = numbers.all();

            // When
            engine.probeDirection(List.of());

            // Then
            engine.probe(numbers.probe);
            assertThat(numbers.all()).isEqualTo(first);
        }
    }

    @Test
    default void rowsComeInTheOrderOfTheWeights() {
        // Given
        Batch batch = batch(56);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            List<Float> rows = new ArrayList<>();

            // When
            engine.eachRow(row -> {
                for (float value : row) {
                    rows.add(value);
                }
            });

            // Then
            List<Float> weights = new ArrayList<>();
            for (NamedArray array : engine.weights()) {
                for (float value : array.values()) {
                    weights.add(value);
                }
            }
            assertThat(rows).isEqualTo(weights);
        }
    }

    @Test
    default void aStepAllocatesNextToNothingAfterTheFirst() {
        // Given
        assumeThat(bytesPerStep()).isNotNegative();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Batch batch = batch(57);
        try (PruningEngine engine = masked(0.01, ProbeSpec.of(batch))) {
            engine.average(AverageState.beginning(0.9));
            StepRecord step = StepRecord.of(engine.layers().nodes());
            for (int t = 0; t < 10; t++) {
                engine.step(batch, step);
            }
            long before = threads.getCurrentThreadAllocatedBytes();

            // When
            for (int t = 0; t < 50; t++) {
                engine.step(batch, step);
            }

            // Then
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 50).isLessThanOrEqualTo(bytesPerStep());
        }
    }

    /** Returns all that ten steps of a seed say and leave. */
    private List<Object> run(long seed) {
        Batch batch = batch(51);
        try (PruningEngine engine = engine(seed, optimizer(), ProbeSpec.of(batch))) {
            List<Object> said = new ArrayList<>();
            for (int t = 0; t < 10; t++) {
                advance(engine, t, batch, said);
            }
            return said;
        }
    }

    /** Makes a step, at some of them a probe before, and a change of mask at one. */
    private void advance(PruningEngine engine, int t, Batch batch, List<Object> said) {
        if (t == 5) {
            engine.mask(mask(engine));
        }
        Numbers numbers = new Numbers(engine);
        if (t % 3 == 0) {
            engine.probe(numbers.probe);
        }
        engine.step(batch, numbers.step);
        said.add(numbers.all());
        said.add(engine.weights());
    }
}
