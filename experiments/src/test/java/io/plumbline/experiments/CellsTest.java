package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CellsTest {

    private static final double MISSED = Double.POSITIVE_INFINITY;

    private static String effect(Metric.Effect effect, double subject, double... peer) {
        Metric metric = new Metric("steps-to-1", "steps", "steps", true, effect, false, (run, dense) -> 0);
        double[] own = new double[peer.length];
        Arrays.fill(own, subject);
        return Cells.effectAlone(metric, Versus.of(metric, own, peer, 1));
    }

    @Test
    void callsAMissedTargetMissed() {
        assertThat(effect(Metric.Effect.RATIO, 20, MISSED, MISSED, 10)).isEqualTo("(it missed)");
        assertThat(effect(Metric.Effect.RATIO, MISSED, 10, 20, 30)).isEqualTo("(missed)");
        assertThat(effect(Metric.Effect.RATIO, 20, MISSED, 40, 10)).isEqualTo("0.5×");
    }

    @Test
    void showsDifferencesWithTheirSign() {
        assertThat(effect(Metric.Effect.DIFFERENCE, 0.5, 0.25, 0.25, 0.25)).isEqualTo("+0.25");
        assertThat(effect(Metric.Effect.DIFFERENCE, 0.5, 0.5, 0.5, 0.5)).isEqualTo("0");
    }
}
