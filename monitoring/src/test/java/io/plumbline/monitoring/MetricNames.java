package io.plumbline.monitoring;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of metrics both ways: what dashboards, alerts and documents ask for, and what a Prometheus has of a running
 * installation.
 */
final class MetricNames {

    /** What is rightly not there while nothing goes wrong, and why. */
    static final Map<String, String> ABSENT = Map.of(
            "plumbline_mask_rejection_reasons_total", "nothing was rejected",
            "plumbline_run_ended_timestamp_seconds", "no run has ended");

    /** What no panel, alert or question asks for, and why it is there all the same. */
    private static final Map<String, String> UNUSED = Map.of();

    private final Set<String> shown;
    private final Set<String> asked;

    /** Compares what the repository asks for with what is shown. */
    MetricNames(Set<String> shown) {
        this.shown = shown;
        this.asked = Stream.of(
                        Dashboard.all().stream().flatMap(dashboard -> dashboard.queries().stream()),
                        Alerts.expressions().stream(),
                        Questions.queries().stream())
                .flatMap(queries -> queries)
                .flatMap(query -> PromQl.names(Dashboard.filled(query)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what is asked for and not shown. */
    Set<String> unknown() {
        return without(asked, shown, ABSENT.keySet());
    }

    /** Returns what is shown of ours and not asked for. */
    Set<String> unused() {
        Set<String> ours = shown.stream()
                .filter(name -> name.startsWith("plumbline_"))
                .map(MetricNames::family)
                .collect(Collectors.toSet());
        return without(ours, asked.stream().map(MetricNames::family).toList(), UNUSED.keySet());
    }

    /** Returns what the lists of exceptions name without need. */
    Set<String> outdated() {
        Set<String> families = shown.stream().map(MetricNames::family).collect(Collectors.toSet());
        Set<String> outdated = without(ABSENT.keySet(), asked, Set.of());
        outdated.addAll(without(UNUSED.keySet(), families, Set.of()));
        UNUSED.keySet().stream().filter(asked::contains).forEach(outdated::add);
        return outdated;
    }

    /** A histogram is three series of one metric. */
    private static String family(String series) {
        return series.replaceFirst("_(bucket|count|sum|created)$", "");
    }

    private static Set<String> without(Collection<String> all, Collection<String> some, Collection<String> more) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(some);
        left.removeAll(more);
        return left;
    }
}
