package io.plumbline.report;

import io.plumbline.core.gating.NodeReason;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.report.runlog.ChangeOutcome;
import io.plumbline.report.runlog.Masks;
import io.plumbline.report.runlog.RunHistory;
import java.util.List;
import java.util.Optional;

/** Every mask change of a run with its outcome and its first reason, and every pruning. */
final class ChangesTable {

    private static final List<String> COLUMNS = List.of(
            "version",
            "in force",
            "closed",
            "opened",
            "density",
            "κ",
            "λ",
            "μ_PL",
            "loss",
            "first node",
            "its κ_b",
            "gate value");

    private ChangesTable() {}

    static Table of(RunHistory history) {
        List<Table.Row> rows = Masks.of(history).outcomes().stream()
                .map(outcome -> row(history.manifest(), outcome))
                .toList();
        return new Table(COLUMNS, rows, List.of());
    }

    private static Table.Row row(Manifest manifest, ChangeOutcome outcome) {
        Change change = outcome.change();
        Optional<NodeReason> first = MaskChangeCodec.reasons(change).stream().findFirst();
        String label = "step " + Figures.count(outcome.decision().change().getStep()) + kind(change);
        return new Table.Row(
                label,
                List.of(
                        Long.toString(change.getVersion()),
                        inForce(outcome),
                        Integer.toString(change.getClosedCount()),
                        Integer.toString(change.getOpenedCount()),
                        Figures.percent(change.getDensity()),
                        Figures.three(change.getKappa()),
                        Figures.three(change.getLambda()),
                        Figures.three(change.getMuPl()),
                        Figures.three(change.getLoss()),
                        first.map(why -> node(manifest, why.node())).orElse(Figures.UNKNOWN),
                        first.map(why -> Figures.three(why.kappa())).orElse(Figures.UNKNOWN),
                        first.map(why -> Figures.three(why.gate())).orElse(Figures.UNKNOWN)));
    }

    private static String inForce(ChangeOutcome outcome) {
        return switch (outcome.kind()) {
            case APPLIED -> "from step " + Figures.count(outcome.step());
            case REJECTED -> "rejected at step " + Figures.count(outcome.step()) + ": " + outcome.reason();
            case UNANSWERED -> "never";
        };
    }

    private static String kind(Change change) {
        String removed = change.getPruning() ? ", pruning" : "";
        return change.getRollback() ? ", back" : removed;
    }

    /** Returns the id of a node, as {@code dense-1/7}. */
    private static String node(Manifest manifest, int node) {
        int start = 0;
        for (NodeRange layer : manifest.getRangesList()) {
            if (node < start + layer.getNodes()) {
                return layer.getName() + "/" + (node - start);
            }
            start += layer.getNodes();
        }
        return "node " + node;
    }
}
