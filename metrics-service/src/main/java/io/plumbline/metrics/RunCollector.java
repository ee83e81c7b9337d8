package io.plumbline.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows the views of runs to Prometheus, as listed in {@link Meters}. Has no state of its own. */
final class RunCollector implements MultiCollector {

    private static final String RUN = "run";

    private final Supplier<List<RunView>> shown;

    /**
     * Creates a collector.
     *
     * @param shown the runs to show; asked at every scrape
     */
    RunCollector(Supplier<List<RunView>> shown) {
        this.shown = shown;
    }

    @Override
    public MetricSnapshots collect() {
        List<RunView> runs = shown.get();
        List<MetricSnapshot> snapshots = new ArrayList<>();
        if (!runs.isEmpty()) {
            Meters.OF_RUNS.forEach(meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            Meters.BY_LABEL.forEach(meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            PruningMeters.OF_RUNS.forEach(
                    meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            AverageMeters.OF_RUNS.forEach(
                    meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            PlanMeters.OF_RUNS.forEach(meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            PlanMeters.BY_LABEL.forEach(meter -> series(meter, runs).snapshot().ifPresent(snapshots::add));
            series(PruningMeters.REMOVED, runs).snapshot().ifPresent(snapshots::add);
            snapshots.add(histogram(
                    Meters.LATENCY,
                    Meters.LATENCY_HELP,
                    runs,
                    view -> view.acks().decision()));
            snapshots.add(histogram(
                    Meters.SEEN, Meters.SEEN_HELP, runs, view -> view.acks().seen()));
        }
        return new MetricSnapshots(snapshots);
    }

    private static Series series(RunMeter meter, List<RunView> runs) {
        Series series = new Series(meter.name(), meter.counter(), meter.help());
        runs.forEach(
                view -> series.add(Labels.of(RUN, view.run()), meter.value().applyAsDouble(view), Optional.empty()));
        return series;
    }

    private static Series series(LabelledMeter meter, List<RunView> runs) {
        Series series = new Series(meter.name(), meter.counter(), meter.help());
        String[] names = meter.labels().toArray(String[]::new);
        for (RunView view : runs) {
            meter.values()
                    .apply(view)
                    .forEach((values, value) -> series.add(
                            Labels.of(RUN, view.run()).merge(names, values.toArray(String[]::new)),
                            value,
                            meter.name().equals(Meters.CHANGES) ? change(view, values) : Optional.empty()));
        }
        return series;
    }

    /** Links the counter of a layer, kind and direction to the latest change, if the counter grew by that. */
    private static Optional<Exemplar> change(RunView view, List<String> labels) {
        int nodes = view.decisions().changedLast(view.facts().layers(), labels.get(0), labels.get(2));
        return nodes == 0
                ? Optional.empty()
                : Optional.of(exemplar(
                        view,
                        nodes,
                        view.decisions().decided(),
                        view.decisions().changedMs()));
    }

    private static Exemplar exemplar(RunView view, double value, long version, long atMs) {
        return Exemplar.builder()
                .value(value)
                .labels(Labels.of(RUN, view.run(), "version", Long.toString(version)))
                .timestampMillis(atMs)
                .build();
    }

    private static HistogramSnapshot histogram(
            String name, String help, List<RunView> runs, Function<RunView, Latency> part) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(name).help(help);
        for (RunView view : runs) {
            Latency latency = part.apply(view);
            List<Exemplar> exemplars = latency.latest().values().stream()
                    .map(sample -> exemplar(view, sample.seconds(), sample.version(), sample.atMs()))
                    .toList();
            histogram.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(Labels.of(RUN, view.run()))
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(Latency.BOUNDS, latency.counts()))
                    .sum(latency.sum())
                    .exemplars(Exemplars.of(exemplars))
                    .build());
        }
        return histogram.build();
    }

    /** The points of one meter, a counter's or a gauge's. */
    private static final class Series {

        private final boolean counter;
        private final CounterSnapshot.Builder counts;
        private final GaugeSnapshot.Builder values;
        private boolean empty = true;

        Series(String name, boolean counter, String help) {
            this.counter = counter;
            this.counts = CounterSnapshot.builder().name(name).help(help);
            this.values = GaugeSnapshot.builder().name(name).help(help);
        }

        void add(Labels labels, double value, Optional<Exemplar> exemplar) {
            if (Double.isNaN(value)) {
                return;
            }
            empty = false;
            if (counter) {
                var point = CounterDataPointSnapshot.builder().labels(labels).value(value);
                exemplar.ifPresent(point::exemplar);
                counts.dataPoint(point.build());
            } else {
                values.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
            }
        }

        Optional<MetricSnapshot> snapshot() {
            if (empty) {
                return Optional.empty();
            }
            return Optional.of(counter ? counts.build() : values.build());
        }
    }
}
