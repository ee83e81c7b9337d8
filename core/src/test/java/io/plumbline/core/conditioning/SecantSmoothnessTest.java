package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecantSmoothnessTest {

    /** Gradient change of ½(x² + 5y²) along any step. */
    @Property
    void neverExceedsTheSmoothnessOfAQuadratic(
            @ForAll @DoubleRange(min = 0.1, max = 3) double dx, @ForAll @DoubleRange(min = -3, max = 3) double dy) {
        SecantSmoothness seen = SecantSmoothness.EMPTY.plus(Math.hypot(dx, 5 * dy), Math.hypot(dx, dy));

        assertThat(seen.smoothness()).isBetween(1 - 1e-12, 5 + 1e-12);
    }

    @Property
    void doesNotDependOnOrderOrSplit(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = 0, max = 100) Double> quotients) {
        SecantSmoothness forward = SecantSmoothness.EMPTY;
        SecantSmoothness backward = SecantSmoothness.EMPTY;
        for (int i = 0; i < quotients.size(); i++) {
            forward = forward.plus(quotients.get(i), 1);
            backward = new SecantSmoothness(quotients.get(i), 1).combine(backward);
        }

        assertThat(forward).isEqualTo(backward);
        assertThat(forward.pairs()).isEqualTo(quotients.size());
    }

    @Test
    void leavesOutPairsThatSayNothing() {
        SecantSmoothness seen = SecantSmoothness.EMPTY
                .plus(1, 0)
                .plus(Double.NaN, 1)
                .plus(1, Double.NaN)
                .plus(Double.POSITIVE_INFINITY, 1)
                .plus(1, -1);

        assertThat(seen).isEqualTo(SecantSmoothness.EMPTY);
        assertThat(seen.smoothness()).isNaN();
    }
}
