package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void findsMetricsAndRecordsAndNothingElse() {
        // Given: functions, labels, durations, texts, words and numbers beside them
        String expression = """
                histogram_quantile(0.99, sum by (le, run) (rate(a_bucket{job=~"b{2}|c"}[5m]))) # not d
                  / on (run) group_left (policy) max by(run) (run:e:ratio offset 10m) > bool 1e3
                  unless f == Inf and label_replace(g, "h", "$1", "i", "(j.*)") or time() - 5
                """;

        // Then
        assertThat(PromQl.names(expression)).containsExactly("a_bucket", "f", "g", "run:e:ratio");
    }
}
