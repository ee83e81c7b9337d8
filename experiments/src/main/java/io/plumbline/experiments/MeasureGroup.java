package io.plumbline.experiments;

import java.util.List;

/** What a measure is about: its section of the page, and its table. */
enum MeasureGroup {
    /** What it takes to reach the targets: work, time, steps. */
    TRAINING {
        @Override
        List<MetricFindings> of(Findings findings) {
            return ToTarget.KINDS.stream()
                    .flatMap(kind -> findings.metrics().stream().filter(found -> kind.is(found.metric())))
                    .toList();
        }

        @Override
        boolean isFirst(Plan plan, Metric metric) {
            return metric.id().endsWith("-to-" + plan.target());
        }

        @Override
        String others() {
            return "The other targets, plot by plot";
        }
    },
    /** The part that is not trained on: at the end, at its best, and against the training part. */
    OTHER_PART {
        @Override
        List<MetricFindings> of(Findings findings) {
            String part = findings.plan().part() + "-";
            return findings.metrics().stream()
                    .filter(found -> found.metric().id().startsWith(part)
                            || found.metric().id().startsWith("generalization-gap"))
                    .toList();
        }

        @Override
        boolean isFirst(Plan plan, Metric metric) {
            return metric.id().startsWith(plan.part() + "-");
        }

        @Override
        String others() {
            return "Generalization gaps, plot by plot";
        }
    },
    /** All the rest: conditioning and cost of the network, the end of training. */
    NETWORK {
        @Override
        List<MetricFindings> of(Findings findings) {
            return findings.metrics().stream()
                    .filter(found -> !TRAINING.of(findings).contains(found)
                            && !OTHER_PART.of(findings).contains(found))
                    .toList();
        }

        @Override
        boolean isFirst(Plan plan, Metric metric) {
            return List.of("kappa-median", "cost-last").contains(metric.id());
        }

        @Override
        String others() {
            return "The other measures of training and network, plot by plot";
        }
    };

    /** Returns the measures of this group, in the order of its table. */
    abstract List<MetricFindings> of(Findings findings);

    /** Returns whether a measure of this group stands in the open, the others behind a fold. */
    abstract boolean isFirst(Plan plan, Metric metric);

    /** Returns what stands on that fold. */
    abstract String others();

    /**
     * A way to count what a target takes.
     *
     * @param prefix of the metric's id, before the target
     * @param title above the columns of a table
     */
    record ToTarget(String prefix, String title) {

        static final ToTarget WORK = new ToTarget("equivalents-to-", "Cost (dense-step equivalents)");
        static final ToTarget TIME = new ToTarget("seconds-to-", "Wall-clock (s)");
        static final ToTarget STEPS = new ToTarget("steps-to-", "Plain steps");
        static final List<ToTarget> KINDS = List.of(WORK, TIME, STEPS);

        boolean is(Metric metric) {
            return metric.id().startsWith(prefix);
        }

        /** Returns the target of a metric of this kind, as it stands in the id. */
        String target(Metric metric) {
            return metric.id().substring(prefix.length());
        }

        String id(double target) {
            return prefix + target;
        }
    }
}
