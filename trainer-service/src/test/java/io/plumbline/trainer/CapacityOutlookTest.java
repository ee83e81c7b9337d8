package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the shipped digits: 1,437 of 10 classes, of which a guess loses 2.30 nats. */
class CapacityOutlookTest {

    private static final DataSet DIGITS = DataSet.load(DataSettings.of(Source.parse("digits")));

    private static Optional<String> said(GateSettings gate, int width) {
        return CapacityOutlook.of(gate, Architecture.ofDense(64, List.of(width, width), 10), DIGITS);
    }

    private static GateSettings selfTuned() {
        return GateSettings.defaults("greedy-q", 3000).with("self-tuned", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "512 | Capacity: 262,144 weights, and 5 for each of 1,437 examples and nat that is left to learn when closing begins let nodes close from the start.",
                "110 | Capacity: 12,100 weights, and 5 for each of 1,437 examples and nat that is left to learn when closing begins let nodes close if the loss is below 1.68 nats by then; that of a guess is 2.30.",
                "20 | Capacity: 400 weights, and 5 for each of 1,437 examples and nat that is left to learn when closing begins forbid all closing: gate.capacity must be lower, or the network larger."
            })
    void saysBeforeARunWhatItsCapacityLetsClose(int width, String sentence) {
        assertThat(said(selfTuned(), width)).hasValue(sentence);
    }

    @Test
    void saysNothingWhereNoFloorFollowsFromTheLoss() {
        assertThat(said(selfTuned().with("self-tuned", false), 20)).isEmpty();
        assertThat(said(selfTuned().with("capacity", 0), 20)).isEmpty();
        assertThat(said(selfTuned().with("capacity-weights", 100), 20)).isEmpty();
    }
}
