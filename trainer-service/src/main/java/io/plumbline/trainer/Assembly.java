package io.plumbline.trainer;

import io.plumbline.engine.AverageState;
import io.plumbline.engine.Engine;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataSet;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.service.Closing;
import io.plumbline.service.Health;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import io.plumbline.trainer.Takeover.Taken;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.run.RunDescription;
import io.plumbline.trainer.run.RunName;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Makes the engine, takes the run, and has the parts of its training put together. */
final class Assembly {

    private final Prepared prepared;
    private final TrainerConfig config;
    private final RunDescription run;
    private final DataSet data;
    private final RunListener listener;
    private final EngineFactory engines;
    private final Registry registry;
    private final Health health;

    Assembly(Prepared prepared, RunListener listener, EngineFactory engines, Registry registry, Health health) {
        this.prepared = prepared;
        this.config = prepared.config();
        this.run = prepared.run();
        this.data = prepared.data();
        this.listener = listener;
        this.engines = engines;
        this.registry = registry;
        this.health = health;
    }

    /** Opens everything and starts to train. */
    RunThread open(Closing closing) {
        Health.Switch started = health.add(Health.Probe.STARTED, "training", "the run has not begun");
        String id = config.run().orElseGet(() -> RunName.generate(data.name(), Clock.systemUTC(), new SecureRandom()));
        Preflight preflight = Preflight.of(config, id);
        PruningEngine engine = closing.add(engine());
        Producer<String, byte[]> producer = producer(id);
        try (Consumer<String, byte[]> reader =
                new KafkaConsumer<>(config.kafka().consumer("trainer-start"))) {
            RunLog log = new RunLog(reader, config.topics(), preflight.partition(), id);
            Taken taken = taken(id, engine, log, producer);
            RunAssembly parts = new RunAssembly(
                    prepared, new RunAssembly.Observation(listener, registry, health), id, engine, taken);
            RunThread thread = closing.add(parts.open(producer, log, closing));
            started.up();
            return thread.start();
        } catch (KafkaException refused) {
            throw new StartException(Preflight.sentence(config, refused), refused);
        }
    }

    private Taken taken(String id, PruningEngine engine, RunLog log, Producer<String, byte[]> producer) {
        try {
            Takeover takeover = new Takeover(prepared, id, log, producer, listener::onTrouble);
            return takeover.take(engine, claim -> manifest(id, claim, engine));
        } catch (RuntimeException | Error failed) {
            producer.close(Duration.ZERO);
            throw failed;
        }
    }

    private Manifest manifest(String id, Claim claim, Engine engine) {
        RunKey key = new RunKey(id, claim.attempt());
        return ManifestWriter.of(
                key, claim.id(), run, data, engine, Clock.systemUTC().millis());
    }

    private PruningEngine engine() {
        ProbeSpec probe = ProbeSpec.of(
                Batches.probe(data.training(), run.measuring().probeBatch(), run.seed()),
                run.gating().settings().objective().scope(),
                run.measuring().probeDraws());
        PruningEngine engine = engines.make(network(), run.optimizer(), run.dropout(), run.batch(), probe, run.seed());
        engine.average(AverageState.beginning(run.averageDecay()));
        engine.magnitude(run.measuring().magnitude());
        return engine;
    }

    private Producer<String, byte[]> producer(String id) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(Sender.reliable(config.kafka().producer("trainer-" + id)));
        registry.bind(producer);
        return producer;
    }

    private NetworkSpec network() {
        return run.network().spec(data.training().shape(), data.training().classes());
    }
}
