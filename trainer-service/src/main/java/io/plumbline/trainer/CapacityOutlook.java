package io.plumbline.trainer;

import io.plumbline.core.files.Decimals;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Capacity;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.data.DataSet;
import java.util.Locale;
import java.util.Optional;

/** What the capacity floor is going to let close, before a step is made: it follows from the loss when closing begins. */
final class CapacityOutlook {

    private CapacityOutlook() {}

    /** Returns the sentence; empty where the gate follows a schedule, or its floor is given or off. */
    static Optional<String> of(GateSettings gate, Architecture network, DataSet data) {
        if (!gate.schedule().selfTuned() || !gate.capacity().isComputed()) {
            return Optional.empty();
        }
        double capacity = Capacity.of(network).of(network.layers().counts());
        long examples = data.training().predicted();
        double guess = Math.log(data.training().classes());
        double most = capacity / (gate.capacity().perNat() * examples);
        String floor = String.format(
                Locale.ROOT,
                "Capacity: %,.0f weights, and %s for each of %,d %s and nat that is left to learn when closing begins",
                capacity,
                Decimals.plain(gate.capacity().perNat()),
                examples,
                data.training().isText() ? "tokens" : "examples");
        return Optional.of(floor + what(most, guess));
    }

    /** Below half of a guess's loss nothing closes anyway: the network was trained before. */
    private static String what(double most, double guess) {
        if (most <= guess / 2) {
            return " forbid all closing: gate.capacity must be lower, or the network larger.";
        }
        return most >= guess
                ? " let nodes close from the start."
                : String.format(
                        Locale.ROOT,
                        " let nodes close if the loss is below %.2f nats by then; that of a guess is %.2f.",
                        most,
                        guess);
    }
}
