package io.plumbline.monitoring;

import io.plumbline.testkit.Checkout;
import java.util.List;
import java.util.regex.Pattern;

/** What operators ask, as the document says it. */
final class Questions {

    private static final Pattern QUERY = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);

    private Questions() {}

    /** Returns the queries that answer. */
    static List<String> queries() {
        return QUERY.matcher(Checkout.text("docs/monitoring.md"))
                .results()
                .map(block -> block.group(1))
                .toList();
    }
}
