package io.plumbline.service;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says the units of metrics, which stand at the end of their names, in OpenMetrics' {@code # UNIT} as well: Micrometer
 * leaves that out, and what reads metadata does not look into names.
 */
final class Units {

    private static final Map<String, Unit> KNOWN = Stream.of(
                    "seconds", "bytes", "ratio", "nats", "flops", "steps", "records")
            .collect(Collectors.toMap(word -> word, Unit::new));

    private Units() {}

    /** Returns the same metrics, those with a unit in their name with that unit. */
    static MetricSnapshots said(MetricSnapshots all) {
        return new MetricSnapshots(all.stream().map(Units::said).toList());
    }

    private static MetricSnapshot said(MetricSnapshot metric) {
        MetricMetadata metadata = metric.getMetadata();
        Optional<MetricMetadata> withUnit = unit(metadata)
                .map(unit -> MetricMetadata.builder()
                        .name(metadata.getName())
                        .expositionBaseName(metadata.getExpositionBaseName())
                        .originalName(metadata.getOriginalName())
                        .help(metadata.getHelp())
                        .unit(unit)
                        .build());
        return withUnit.map(known -> with(known, metric)).orElse(metric);
    }

    private static Optional<Unit> unit(MetricMetadata metadata) {
        String name = metadata.getPrometheusName();
        int lastWord = name.lastIndexOf('_') + 1;
        return metadata.hasUnit() || lastWord == 0
                ? Optional.empty()
                : Optional.ofNullable(KNOWN.get(name.substring(lastWord)));
    }

    private static MetricSnapshot with(MetricMetadata metadata, MetricSnapshot metric) {
        if (metric instanceof GaugeSnapshot gauge) {
            return new GaugeSnapshot(metadata, gauge.getDataPoints());
        }
        if (metric instanceof CounterSnapshot counter) {
            return new CounterSnapshot(metadata, counter.getDataPoints());
        }
        if (metric instanceof HistogramSnapshot histogram) {
            return new HistogramSnapshot(histogram.isGaugeHistogram(), metadata, histogram.getDataPoints());
        }
        if (metric instanceof SummarySnapshot summary) {
            return new SummarySnapshot(metadata, summary.getDataPoints());
        }
        return metric;
    }
}
