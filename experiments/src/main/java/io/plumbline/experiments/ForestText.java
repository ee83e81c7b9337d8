package io.plumbline.experiments;

import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.report.Figures;
import java.util.Locale;

/** The words and numbers of a forest plot. */
final class ForestText {

    private static final double POINTS = 100;

    private final Forest forest;
    private final ForestScale scale;
    private final Metric metric;

    ForestText(Forest forest, ForestScale scale) {
        this.forest = forest;
        this.scale = scale;
        this.metric = forest.metric();
    }

    /** Returns what the axis shows. */
    String axis() {
        String how = scale.log() ? " (log scale)" : "";
        return forest.reference()
                        .map(name -> isRatio()
                                ? "ratio to " + name + ", seed by seed"
                                : "minus " + name + ", seed by seed, " + unit())
                        .orElse("median over the seeds" + (unit().isEmpty() ? "" : ", " + unit()))
                + how;
    }

    /** Returns the title of the column of values. */
    String valueTitle() {
        return (forest.reference().isEmpty() ? "median" : isRatio() ? "ratio" : isShare() ? "points" : "difference")
                + " [95 %]";
    }

    private boolean isRatio() {
        return metric.effect() == Metric.Effect.RATIO;
    }

    /** Differences of shares are shown in percentage points. */
    private boolean isShare() {
        return !isRatio() && metric.unit().isEmpty() && forest.reference().isPresent();
    }

    private String unit() {
        return isShare() ? "percentage points" : metric.unit();
    }

    String value(Forest.Row row) {
        MedianInterval effect = row.effect();
        if (forest.reference().filter(row.method()::equals).isPresent()) {
            return isRatio() ? "1" : "0";
        }
        return row.hasPoint()
                ? number(effect.median()) + " [" + number(effect.low()) + ", " + number(effect.high()) + "]"
                : "";
    }

    private String number(double x) {
        if (isRatio() || forest.reference().isEmpty()) {
            return Figures.three(x);
        }
        if (!Double.isFinite(x)) {
            return Figures.three(x);
        }
        double shown = isShare() ? POINTS * x : x;
        String digits = String.format(Locale.ROOT, "%." + decimals() + "f", Math.abs(shown));
        boolean zero = Double.parseDouble(digits) == 0;
        return (zero ? "" : shown > 0 ? "+" : "−") + digits;
    }

    /** One digit more than the ticks need. */
    private int decimals() {
        double width = (scale.high() - scale.low()) * (isShare() ? POINTS : 1);
        return (int) Math.max(0, Math.min(6, 2 - Math.floor(StrictMath.log10(width))));
    }

    String tick(double tick) {
        if (forest.reference().isEmpty()) {
            return Figures.plain(rounded(tick)).replace('-', '−');
        }
        double shown = rounded(isShare() ? POINTS * tick : tick);
        return (!isRatio() && shown > 0 ? "+" : "") + Figures.plain(shown).replace('-', '−');
    }

    /** A multiple of a step may end in a rounding error. */
    private static double rounded(double x) {
        return Math.rint(x * 1e9) / 1e9 + 0.0;
    }

    String missed(Forest.Row row) {
        return row.missed() == 0 ? "" : row.missed() + " of " + row.seeds() + " missed";
    }

    /** Returns what a row says, for who points at it. */
    String title(Forest.Row row) {
        String value = value(row);
        return row.method()
                + (value.isEmpty() ? "" : ": " + value)
                + (row.missed() > 0 ? (value.isEmpty() ? ": " : ", ") + missed(row) : "")
                + row.versus()
                        .map(versus -> "; the subject against it: " + Cells.effect(metric, versus) + ", p "
                                + Figures.three(versus.adjusted()))
                        .orElse("");
    }

    /** Returns the plot in a sentence, for who cannot see it. */
    String summary() {
        return Cells.capital(metric.label()) + ", " + axis() + ", best first: "
                + String.join(
                        ", ", forest.rows().stream().map(Forest.Row::method).toList());
    }
}
