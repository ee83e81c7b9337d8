package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrderTest {

    /** Few distinct values, so that ties are common. */
    @Property
    void sortsAsAStableSortDoes(@ForAll @Size(max = 70) List<@IntRange(min = -3, max = 3) Integer> values) {
        double[] column = values.stream().mapToDouble(Integer::doubleValue).toArray();

        int[] expected = IntStream.range(0, column.length)
                .boxed()
                .sorted(Comparator.comparingDouble(b -> column[b]))
                .mapToInt(b -> b)
                .toArray();

        assertThat(Order.ascending(column)).isEqualTo(expected);
    }

    @Test
    void letsBothZerosTieAndUnknownComeLast() {
        assertThat(Order.ascending(new double[] {Double.NaN, 0.0, -0.0, Double.POSITIVE_INFINITY, -1}))
                .containsExactly(4, 1, 2, 3, 0);
    }
}
