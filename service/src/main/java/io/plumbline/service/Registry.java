package io.plumbline.service;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The meters of one service: a Micrometer registry for the meters of libraries, on top of a Prometheus registry for our
 * own meters with exemplars. One scrape shows both. Contains from the start: memory, garbage collection, threads,
 * processor and version of the JVM, and {@code plumbline_build_info}. Thread safe.
 */
public final class Registry implements AutoCloseable {

    private final PrometheusRegistry prometheus = new PrometheusRegistry();
    private final PrometheusMeterRegistry micrometer =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, prometheus, Clock.SYSTEM);
    private final Closing closing = new Closing();
    private final Set<KafkaClientMetrics> bound = ConcurrentHashMap.newKeySet();
    private final String service;

    /**
     * Creates a registry that shows {@linkplain KafkaMeters#FEW few} of Kafka's meters.
     *
     * @param service its name, label {@code service} of {@code plumbline_build_info}
     */
    public Registry(String service) {
        this(service, AdminSettings.anyPort());
    }

    /**
     * Creates the registry of a service.
     *
     * @param service its name, label {@code service} of {@code plumbline_build_info}
     * @param admin says which meters of Kafka's clients are shown
     */
    public Registry(String service, AdminSettings admin) {
        this.service = service;
        KafkaMeters shown = admin.kafkaMeters();
        micrometer.config().meterFilter(MeterFilter.denyUnless(shown::shows));
        closing.add(micrometer::close);
        new JvmMemoryMetrics().bindTo(micrometer);
        closing.add(new JvmGcMetrics()).bindTo(micrometer);
        new JvmThreadMetrics().bindTo(micrometer);
        new JvmInfoMetrics().bindTo(micrometer);
        new ProcessorMetrics().bindTo(micrometer);
        new UptimeMetrics().bindTo(micrometer);
        new FileDescriptorMetrics().bindTo(micrometer);
        Gauge.builder("plumbline.build.info", () -> 1)
                .description("Always 1; which version of which service this is")
                .tag("service", service)
                .tag("version", Version.number())
                .register(micrometer);
    }

    /** Returns the name of the service. */
    public String service() {
        return service;
    }

    /** Returns where Micrometer meters are registered. */
    public MeterRegistry micrometer() {
        return micrometer;
    }

    /** Returns the registry of the Prometheus client, which is also what is scraped. */
    public PrometheusRegistry prometheus() {
        return prometheus;
    }

    /**
     * Binds the meters of a Kafka producer.
     *
     * @return unbinds them, for a client that ends before this registry does
     */
    public AutoCloseable bind(Producer<?, ?> producer) {
        return bind(new KafkaClientMetrics(producer));
    }

    /**
     * Binds the meters of a Kafka consumer.
     *
     * @return unbinds them, for a client that ends before this registry does
     */
    public AutoCloseable bind(Consumer<?, ?> consumer) {
        return bind(new KafkaClientMetrics(consumer));
    }

    private AutoCloseable bind(KafkaClientMetrics meters) {
        bound.add(meters);
        meters.bindTo(micrometer);
        return () -> {
            bound.remove(meters);
            meters.close();
        };
    }

    @Override
    public void close() {
        bound.forEach(KafkaClientMetrics::close);
        closing.close();
    }
}
