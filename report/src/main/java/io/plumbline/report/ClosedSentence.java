package io.plumbline.report;

import io.plumbline.core.gating.CapacityReport;
import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.protocol.CapacityCodec;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.report.runlog.RecordedDecision;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much a gate that finds the density itself closed, and why not more, in one sentence. */
final class ClosedSentence {

    private ClosedSentence() {}

    /** Returns the sentence; empty where no such gate decided. */
    static Optional<String> of(RunHistory history, RunSummary run) {
        List<MaskChange> decisions =
                history.decisions().stream().map(RecordedDecision::change).toList();
        Optional<CapacityReport> last = decisions.stream()
                .flatMap(decision -> CapacityCodec.read(decision).stream())
                .reduce((earlier, later) -> later);
        Unit unit = Unit.of(history.manifest().getData().getUnit());
        return last.map(report -> closed(run) + "; " + floor(report, unit)).or(() -> nothing(decisions));
    }

    private static String closed(RunSummary run) {
        return Figures.count(run.nodes() - run.openNodes()) + " of " + Figures.count(run.nodes()) + " nodes closed";
    }

    private static String floor(CapacityReport report, Unit unit) {
        CapacityFloor floor = report.floor();
        String origin = Double.isNaN(floor.loss())
                ? ""
                : String.format(
                        Locale.ROOT,
                        " for %s %s at %.2f nats,",
                        Figures.count(floor.examples()),
                        unit.several(),
                        floor.loss());
        return "the capacity floor, " + Figures.count(Math.round(floor.weights())) + " weights"
                + (origin.isEmpty() ? "," : origin) + " held " + Figures.count(report.heldBack()) + " back.";
    }

    private static Optional<String> nothing(List<MaskChange> decisions) {
        return decisions.stream()
                .flatMap(decision -> MaskChangeCodec.noChangeReason(decision).stream())
                .flatMap(reason -> obstacle(reason).stream())
                .reduce((earlier, later) -> later)
                .map(why -> "nothing was closed: " + why);
    }

    private static Optional<String> obstacle(NoChangeReason reason) {
        return switch (reason) {
            case FINE_TUNING ->
                Optional.of(
                        "the loss began below half of that of guessing, so the network was trained before, and how much"
                                + " capacity it needs is not known; gate.capacity-weights gives it.");
            case LOSS_UNKNOWN ->
                Optional.of("the capacity floor follows from a cross-entropy, and the loss is another;"
                        + " gate.capacity-weights gives it.");
            case CAPACITY_UNKNOWN ->
                Optional.of("the capacity floor needs the number of training examples and the tensors of the network;"
                        + " gate.capacity-weights gives it.");
            default -> Optional.empty();
        };
    }
}
