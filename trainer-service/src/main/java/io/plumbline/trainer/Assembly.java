package io.plumbline.trainer;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.DenseChain;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.service.Closing;
import io.plumbline.service.Health;
import io.plumbline.service.Registry;
import io.plumbline.trainer.data.DataSet;
import io.plumbline.trainer.engine.CompactingEngine;
import io.plumbline.trainer.engine.Engine;
import io.plumbline.trainer.engine.NetworkSpec;
import io.plumbline.trainer.engine.ProbeSpec;
import io.plumbline.trainer.mask.DecisionConsumer;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.run.RunDescription;
import io.plumbline.trainer.run.RunName;
import io.plumbline.trainer.weights.NetworkFile;
import io.plumbline.trainer.weights.TrainedNetwork;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Puts the parts of one training together. */
final class Assembly {

    private static final int FIRST_ATTEMPT = 1;

    private final TrainerConfig config;
    private final RunListener listener;
    private final EngineFactory engines;
    private final Registry registry;
    private final Health health;

    Assembly(TrainerConfig config, RunListener listener, EngineFactory engines, Registry registry, Health health) {
        this.config = config;
        this.listener = listener;
        this.engines = engines;
        this.registry = registry;
        this.health = health;
    }

    /** Opens everything and starts to train. */
    RunThread open(Closing closing) {
        Health.Switch started = health.add(Health.Probe.STARTED, "training", "the run has not begun");
        DataSet data = DataSet.load(config.description().data());
        RunDescription run = config.description().resolve(data.training().size());
        String id = config.run().orElseGet(() -> RunName.generate(data.name(), Clock.systemUTC(), new SecureRandom()));
        Ground ground = Ground.of(config, id);
        RunKey key = new RunKey(id, FIRST_ATTEMPT);
        CompactingEngine engine = closing.add(engine(run, data));
        SentTimes sent = new SentTimes(run.gating().decisionInterval());
        Publisher publisher = closing.add(publisher(key, engine, sent));
        DecisionInbox inbox = new DecisionInbox(key);
        Meters meters = new Meters(registry.micrometer());
        meters.watch(publisher);
        meters.watch(closing.add(decisions(ground, id, inbox)));
        Tally tally = new Tally(run.measuring().lossMarks(), run.measuring().lossLowerBound());
        Watch watch = new Watch(id, tally, meters, listener);
        MaskKeeper keeper = keeper(run, engine);
        Reporter reporter = new Reporter(key, config.topics(), publisher, Clock.systemUTC());
        Compactions compactions = new Compactions(engine, chain(engine, data), reporter, watch);
        Training.Parts parts = new Training.Parts(
                run,
                data,
                engine,
                new Stepping(run, engine, batches(run, data), publisher, config.patience(), watch),
                new Masking(inbox, keeper, engine, compactions, sent, reporter, watch),
                compactions,
                inbox,
                reporter,
                watch);
        health.watch(Health.Probe.READY, "kafka", publisher::trouble);
        RunThread thread = closing.add(thread(key, parts, keeper, publisher));
        started.up();
        return thread.start();
    }

    private RunThread thread(RunKey key, Training.Parts parts, MaskKeeper keeper, Publisher publisher) {
        Manifest manifest = ManifestWriter.of(
                key,
                parts.run(),
                parts.data(),
                parts.engine(),
                Clock.systemUTC().millis());
        return new RunThread(
                key.run(),
                stopping -> new Training(parts, manifest, config.patience(), stopping),
                config.out().map(file -> writer(file, parts, keeper, key.run())),
                keeper,
                publisher,
                parts.watch());
    }

    private static MaskKeeper keeper(RunDescription run, Engine engine) {
        GateSettings gate = run.gating().resolved(run.length().steps());
        return new MaskKeeper(engine.layers(), gate, run.gating().decisionInterval());
    }

    private CompactingEngine engine(RunDescription run, DataSet data) {
        NetworkSpec network =
                run.network().spec(data.training().features(), data.training().classes());
        ProbeSpec probe = ProbeSpec.of(
                Batches.probe(data.training(), run.measuring().probeBatch(), run.seed()),
                run.gating().settings().scope());
        return engines.make(network, run.optimizer(), run.dropout(), run.batch(), probe, run.seed());
    }

    private static DenseChain chain(Engine engine, DataSet data) {
        return new DenseChain(
                data.training().features(), engine.layers(), data.training().classes());
    }

    private static Batches batches(RunDescription run, DataSet data) {
        return new Batches(data.training(), run.batch(), run.seed());
    }

    private Publisher publisher(RunKey key, Engine engine, SentTimes sent) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(Sender.patient(config.kafka().producer("trainer-" + key.run())));
        registry.bind(producer);
        return new Publisher(
                key,
                config.topics().stepStats(),
                engine.layers().nodes(),
                config.queueBytes(),
                sent,
                new Sender(producer));
    }

    private DecisionConsumer decisions(Ground ground, String run, DecisionInbox inbox) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(config.kafka().consumer("trainer-" + run));
        registry.bind(consumer);
        return DecisionConsumer.start(
                consumer, config.topics().maskChanges(), ground.partition(), ground.firstDecision(), run, inbox);
    }

    private static Supplier<Path> writer(Path file, Training.Parts parts, MaskKeeper keeper, String run) {
        return () -> {
            NetworkSpec network = parts.run()
                    .network()
                    .spec(
                            parts.data().training().features(),
                            parts.data().training().classes());
            TrainedNetwork.Origin origin = new TrainedNetwork.Origin(
                    run,
                    parts.run().length().steps(),
                    keeper.version(),
                    parts.data().name(),
                    parts.data().sha256(),
                    parts.run().yaml());
            new NetworkFile(
                            network,
                            keeper.mask(),
                            parts.data().scaling(),
                            Optional.of(parts.data().encoding()),
                            origin)
                    .write(file, parts.engine()::eachRow);
            return file;
        };
    }
}
