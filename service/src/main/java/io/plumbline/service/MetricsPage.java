package io.plumbline.service;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /metrics} in the format that the Accept header asks for; the Prometheus text format by default. It is made
 * again for every client, but at most once a second while clients that do not read pile up.
 */
final class MetricsPage implements Page {

    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry;
    private final Map<String, CachedAnswer> cached = new HashMap<>();

    private record CachedAnswer(Answer answer, long at) {}

    MetricsPage(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized Answer answer(String accept, boolean crowded) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(accept);
        Optional<CachedAnswer> last = Optional.ofNullable(cached.get(writer.getContentType()));
        if (crowded && last.isPresent() && System.nanoTime() - last.get().at() < FRESH) {
            return last.get().answer();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, Units.said(registry.scrape()));
        Answer answer = new Answer(200, writer.getContentType(), body.toByteArray());
        cached.put(writer.getContentType(), new CachedAnswer(answer, System.nanoTime()));
        return answer;
    }
}
