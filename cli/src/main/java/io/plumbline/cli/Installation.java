package io.plumbline.cli;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.metrics.MetricsConfig;
import io.plumbline.metrics.MetricsService;
import io.plumbline.protocol.Topics;
import io.plumbline.service.Closing;
import io.plumbline.service.KafkaSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Broker, gate and metrics service in this JVM, on loopback, with all data below one directory. */
final class Installation implements AutoCloseable {

    private final Closing closing;
    private final EmbeddedBroker broker;
    private final GateService gate;
    private final MetricsService metrics;

    private Installation(Closing closing, EmbeddedBroker broker, GateService gate, MetricsService metrics) {
        this.closing = closing;
        this.broker = broker;
        this.gate = gate;
        this.metrics = metrics;
    }

    /**
     * Starts all three; the gate may need some more seconds until it decides.
     *
     * @param settings of the broker; the gate keeps its state in the same directory
     * @throws io.plumbline.service.StartException in one sentence, where the directory is in use or a part does not start
     */
    static Installation start(BrokerSettings settings) {
        return Closing.start(closing -> {
            EmbeddedBroker broker = closing.add(Embedding.broker(settings));
            KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
            GateService gate = closing.add(GateService.start(
                    GateConfig.of(kafka, Topics.standard(), settings.directory().resolve("gate"))));
            MetricsService metrics = closing.add(MetricsService.start(MetricsConfig.of(kafka, Topics.standard())));
            return new Installation(closing, broker, gate, metrics);
        });
    }

    KafkaSettings kafka() {
        return KafkaSettings.of(broker.bootstrapServers());
    }

    Topics topics() {
        return Topics.standard();
    }

    Path directory() {
        return broker.directory();
    }

    /** Returns why the gate failed for good, if it did. */
    Optional<String> gateFailure() {
        return gate.failure().isDone() ? Optional.of(gate.failure().join().getMessage()) : Optional.empty();
    }

    /** Calls the listener when the gate fails for good, until this is closed. */
    void onGateFailure(Consumer<String> listener) {
        CompletableFuture<Void> telling = gate.failure().thenAccept(failure -> listener.accept(failure.getMessage()));
        closing.add(() -> telling.cancel(false));
    }

    /** Returns one line about where everything is. */
    String describe() {
        return "Broker " + broker.bootstrapServers() + " · metrics http://" + BrokerSettings.LOOPBACK + ":"
                + metrics.port() + "/metrics · data and log in " + broker.directory();
    }

    @Override
    public void close() {
        closing.close();
    }
}
