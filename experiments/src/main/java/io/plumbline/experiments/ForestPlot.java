package io.plumbline.experiments;

import io.plumbline.experiments.Forest.Role;
import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.report.Html;
import java.util.List;
import java.util.Locale;

/**
 * A forest plot as SVG, for a page: a line per method with its median as a point and its 95 % interval as a whisker, an
 * arrow where the interval has no end. Needs no script; colours and fonts are those of the page's style.
 */
final class ForestPlot {

    private static final double WIDTH = 640;
    private static final double ROW = 20;
    private static final double HEAD = 24;
    private static final double FOOT = 44;
    private static final double GAP = 10;
    /** Wider than the letters of usual fonts at the sizes of the style, so that nothing overlaps. */
    private static final double NAME_LETTER = 6.6;

    private static final double VALUE_LETTER = 5.5;
    private static final double BOLD_LETTER = 6.3;
    private static final double MISSED_LETTER = 5.8;
    private static final double WIDEST_NAME = 190;
    private static final double TEST = 26;
    /** Room beside the scale for arrows. */
    private static final double ARROW = 9;

    private final Forest forest;
    private final ForestText words;
    private final ForestScale scale;
    private final StringBuilder svg = new StringBuilder();
    private final double names;
    private final double left;
    private final double right;
    private final double valueEnd;
    private final double missedEnd;
    private final double bottom;

    private ForestPlot(Forest forest) {
        this.forest = forest;
        this.scale = ForestScale.of(forest);
        this.words = new ForestText(forest, scale);
        names = Math.min(
                WIDEST_NAME,
                NAME_LETTER
                        * longest(forest.rows().stream().map(Forest.Row::method).toList()));
        double missed = MISSED_LETTER
                * longest(forest.rows().stream().map(words::missed).toList());
        double values = forest.rows().stream()
                .mapToDouble(row -> words.value(row).length() * (row.role() == Role.PEER ? VALUE_LETTER : BOLD_LETTER))
                .max()
                .orElse(0);
        missedEnd = WIDTH - TEST - GAP;
        valueEnd = missedEnd - (missed > 0 ? missed + GAP : 0);
        left = names + GAP + ARROW;
        right = valueEnd - Math.max(values, VALUE_LETTER * words.valueTitle().length()) - GAP - ARROW;
        bottom = HEAD + ROW * forest.rows().size();
    }

    static String of(Forest forest) {
        return new ForestPlot(forest).draw();
    }

    private static int longest(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElse(0);
    }

    private String draw() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg class=\"forest\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                bottom + FOOT,
                Html.escape(words.summary())));
        text("head", left, HEAD - 9, forest.metric().lowerIsBetter() ? "◂ better" : "");
        textEnd("head", right, HEAD - 9, forest.metric().lowerIsBetter() ? "" : "better ▸");
        textEnd("head", valueEnd, HEAD - 9, words.valueTitle());
        textEnd("head", WIDTH, HEAD - 9, "test");
        axis();
        for (int i = 0; i < forest.rows().size(); i++) {
            row(forest.rows().get(i), HEAD + ROW * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axis() {
        for (double tick : scale.ticks()) {
            line("grid", x(tick), HEAD, x(tick), bottom + 4);
            textMiddle("tick", x(tick), bottom + 17, words.tick(tick));
        }
        line("axis", left - ARROW, bottom, right + ARROW, bottom);
        forest.neutral().ifPresent(neutral -> line("neutral", x(neutral), HEAD - 4, x(neutral), bottom));
        textMiddle("label", (left + right) / 2, bottom + 36, words.axis());
    }

    private void row(Forest.Row row, double top) {
        double y = top + ROW / 2;
        svg.append("<g class=\"row ")
                .append(row.role().css())
                .append("\" data-method=\"")
                .append(Html.escape(row.method()))
                .append("\"><title>")
                .append(Html.escape(words.title(row)))
                .append("</title>\n");
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"0\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\"/>%n",
                top,
                WIDTH,
                ROW));
        name(row.method(), y + 4);
        whisker(row.effect(), y);
        if (row.hasPoint() && scale.holds(row.effect().median())) {
            point(row.role(), x(row.effect().median()), y);
        }
        textEnd("value", valueEnd, y + 4, words.value(row));
        textEnd("missed", missedEnd, y + 4, words.missed(row));
        row.versus().ifPresent(versus -> mark(versus, WIDTH - TEST / 2, y));
        svg.append("</g>\n");
    }

    /** A name that is longer than its column is squeezed, not cut. */
    private void name(String name, double y) {
        boolean fits = NAME_LETTER * name.codePointCount(0, name.length()) <= WIDEST_NAME;
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"name\" x=\"0\" y=\"%.1f\"%s>%s</text>%n",
                y,
                fits ? "" : String.format(Locale.ROOT, " textLength=\"%.0f\" lengthAdjust=\"spacingAndGlyphs\"", names),
                Html.escape(name)));
    }

    private void whisker(MedianInterval interval, double y) {
        boolean below = scale.isOpenBelow(interval);
        boolean above = scale.isOpenAbove(interval);
        double from = below ? left - ARROW + 1 : x(Math.max(scale.low(), Math.min(scale.high(), interval.low())));
        double to = above ? right + ARROW - 1 : x(Math.max(scale.low(), Math.min(scale.high(), interval.high())));
        // An interval that lies beyond the scale as a whole is an arrow without a tail.
        boolean beyond = scale.at(interval.low()) > 1;
        boolean before = scale.at(interval.high()) < 0;
        if (!beyond && !before) {
            line("whisker", from, y, to, y);
        }
        if (!beyond) {
            end(below, from, y, 5);
        }
        if (!before) {
            end(above, to, y, -5);
        }
    }

    /** The end of a whisker: an arrow where the interval goes on, a bar where it ends. */
    private void end(boolean open, double x, double y, double inwards) {
        if (open) {
            path("arrow", "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ", x, y, x + inwards, y - 3.5, x + inwards, y + 3.5);
        } else {
            line("whisker", x, y - 3.5, x, y + 3.5);
        }
    }

    /** Shapes differ as colours do. */
    private void point(Role role, double x, double y) {
        switch (role) {
            case SUBJECT ->
                path("point", "M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ", x - 6, y, x, y - 6, x + 6, y, x, y + 6);
            case DENSE ->
                path(
                        "point",
                        "M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ",
                        x - 4.5,
                        y - 4.5,
                        x + 4.5,
                        y - 4.5,
                        x + 4.5,
                        y + 4.5,
                        x - 4.5,
                        y + 4.5);
            case PEER ->
                svg.append(String.format(
                        Locale.ROOT, "<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>%n", x, y));
        }
    }

    /** What the test of the subject against this method shows: a triangle up for better, down for worse, a dot for neither. */
    private void mark(Versus versus, double x, double y) {
        if (versus.isBetter()) {
            path("better", "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ", x - 4.5, y + 4, x + 4.5, y + 4, x, y - 4);
        } else if (versus.isWorse()) {
            path("worse", "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ", x - 4.5, y - 4, x + 4.5, y - 4, x, y + 4);
        } else {
            svg.append(String.format(
                    Locale.ROOT, "<circle class=\"neither\" cx=\"%.1f\" cy=\"%.1f\" r=\"1.5\"/>%n", x, y));
        }
    }

    private double x(double value) {
        return left + scale.at(value) * (right - left);
    }

    private void line(String kind, double fromX, double fromY, double toX, double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                fromX,
                fromY,
                toX,
                toY));
    }

    private void path(String kind, String format, Object... coordinates) {
        svg.append("<path class=\"").append(kind).append("\" d=\"");
        svg.append(String.format(Locale.ROOT, format, coordinates)).append("\"/>\n");
    }

    private void text(String kind, double x, double y, String text) {
        anchored(kind, "start", x, y, text);
    }

    private void textMiddle(String kind, double x, double y, String text) {
        anchored(kind, "middle", x, y, text);
    }

    private void textEnd(String kind, double x, double y, String text) {
        anchored(kind, "end", x, y, text);
    }

    private void anchored(String kind, String anchor, double x, double y, String text) {
        if (!text.isEmpty()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                    kind,
                    x,
                    y,
                    anchor,
                    Html.escape(text)));
        }
    }
}
