package io.plumbline.experiments;

import io.plumbline.experiments.SortableTable.Cell;
import io.plumbline.experiments.SortableTable.Column;
import io.plumbline.report.Figures;
import java.util.List;

/** What stands behind the measures, as tables: settings that were chosen, prunings, variants, and what theory says. */
final class ChoiceTables {

    static final String CHOICE_NOTE =
            "Chosen on seeds of their own by the median steps to the last target; ties by the best"
                    + " loss until then on a part held out of the training part, or the training loss where the trainer holds none"
                    + " out. What regularizes is chosen by the last such loss alone, its rate by steps. The test part is never"
                    + " looked at.";
    static final String PRUNING_NOTE =
            "Medians; steps and costs over the seeds that had any. Cost: multiply-adds, of the dense" + " network's.";
    static final String THEORY_NOTE =
            "ρ: rank correlation within a run, median over the seeds. Contraction per step between"
                    + " probes: predicted by 1 + ½ gᵀΔw/(L − L*), measured by the averaged training loss. Out of bound: steps at"
                    + " which the gap fell by less than ½|gᵀΔw|, so that the prediction does not bind. Steps left until the last"
                    + " target against κ·log(L/L_target) at the same probe.";

    private final Findings findings;
    private final Plan plan;

    ChoiceTables(Findings findings) {
        this.findings = findings;
        this.plan = findings.plan();
    }

    /** Returns whether the plan defines variants. */
    boolean hasVariants() {
        return plan.methods().stream().anyMatch(method -> !method.differs().isEmpty());
    }

    String variants() {
        SortableTable table = SortableTable.of(Column.words("what it is"));
        plan.methods().stream()
                .filter(method -> !method.differs().isEmpty())
                .forEach(method -> add(table, method.name(), Cell.text(method.describe())));
        return table.html();
    }

    String choices() {
        SortableTable table = SortableTable.of(
                Column.words("chosen"),
                "steps to loss " + Figures.plain(plan.target()) + " in tuning",
                "reached it",
                "candidates",
                "diverged in tuning",
                "diverged on fresh seeds");
        for (MethodFindings method : findings.methods()) {
            Tuned tuned = method.tuned();
            Tuned.Tried best = tuned.best();
            add(
                    table,
                    method.name(),
                    Cell.text(tuned.chosen().describe()),
                    steps(best),
                    best.wasTried()
                            ? Cell.of(best.reached(), best.reached() + " of " + best.seeds())
                            : Cell.text(Figures.UNKNOWN),
                    whole(tuned.tried().size()),
                    whole(tuned.tried().stream().mapToInt(Tuned.Tried::diverged).sum()),
                    Cell.of(
                            method.diverged(),
                            method.diverged() + " of " + method.runs().size()));
        }
        return table.html();
    }

    /** Of what was not tried there is nothing to say, a miss neither. */
    private static Cell steps(Tuned.Tried best) {
        if (!best.wasTried()) {
            return Cell.text(Figures.UNKNOWN);
        }
        boolean reached = Double.isFinite(best.medianSteps());
        return Cell.of(best.medianSteps(), reached ? Figures.count(Math.round(best.medianSteps())) : "missed");
    }

    String prunings() {
        SortableTable table =
                SortableTable.of(Column.of("seeds with any"), "how many", "step of the first", "cost after the last");
        for (MethodFindings method : findings.methods()) {
            PruningFindings found = method.prunings();
            boolean none = found.runs() == 0;
            add(
                    table,
                    method.name(),
                    Cell.of(found.runs(), found.runs() + " of " + method.runs().size()),
                    three(found.count()),
                    none ? Cell.text(Figures.UNKNOWN) : whole(Math.round(found.firstStep())),
                    Cell.of(found.costAfter(), none ? Figures.UNKNOWN : Figures.percent(found.costAfter())));
        }
        return table.html();
    }

    String theory() {
        SortableTable table = SortableTable.of(
                Column.of("contraction ρ"),
                "measured / predicted",
                "out of bound",
                "pairs",
                "steps left ρ",
                "steps / κ·log",
                "probes");
        findings.theory()
                .forEach(row -> add(
                        table,
                        row.method(),
                        three(row.contractionRho()),
                        three(row.contractionRatio()),
                        Cell.of(row.violations(), Figures.percent(row.violations())),
                        whole(row.contractions()),
                        three(row.stepsLeftRho()),
                        three(row.stepsPerUnit()),
                        whole(row.stepsLeft())));
        return table.html();
    }

    private void add(SortableTable table, String method, Cell... cells) {
        table.add(method, Forest.Role.of(plan, method), List.of(cells));
    }

    private static Cell three(double value) {
        return Cell.of(value, Figures.three(value));
    }

    private static Cell whole(long value) {
        return Cell.of((double) value, Figures.count(value));
    }
}
