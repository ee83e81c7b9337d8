package io.plumbline.cli;

import java.util.Locale;

/**
 * What a progress line says beside the step.
 *
 * @param loss of the last batch, nats
 * @param kappa of the last probe, NaN before the first
 * @param open nodes
 * @param nodes of all layers
 * @param latencyMs of the last mask change, statistics handed over → mask in force; NaN before the first
 */
record RunState(double loss, double kappa, int open, int nodes, double latencyMs) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "loss %s · κ %s · open %d/%d · decision %s",
                number("%.3g", loss),
                number("%.0f", kappa),
                open,
                nodes,
                number("%.1f ms", latencyMs));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
