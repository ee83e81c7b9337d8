package io.plumbline.trainer;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.Engine;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataSet;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.service.Closing;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.trainer.Tally.Ended;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/** Puts the parts of one training together. */
final class Assembly {

    private static final int FIRST_ATTEMPT = 1;

    private final TrainerConfig config;
    private final RunDescription run;
    private final DataSet data;
    private final RunListener listener;
    private final EngineFactory engines;
    private final Registry registry;
    private final Health health;
    private final EarlyEnd early = new EarlyEnd();

    Assembly(Prepared prepared, RunListener listener, EngineFactory engines, Registry registry, Health health) {
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
        RunKey key = new RunKey(id, FIRST_ATTEMPT);
        PruningEngine engine = closing.add(engine());
        SentTimes sent = new SentTimes(run.gating().decisionInterval());
        Publisher publisher = closing.add(publisher(key, engine, sent));
        DecisionInbox inbox = new DecisionInbox(key);
        Undecided undecided = new Undecided(inbox, run.gating().decisionInterval());
        DecisionConsumer decisions = closing.add(decisions(preflight, id, inbox));
        RunObservers observers = observers(id, publisher, decisions, undecided);
        MaskKeeper keeper = keeper(engine);
        Reporter reporter = new Reporter(key, config.topics(), publisher, Clock.systemUTC());
        Prunings prunings = new Prunings(engine, run.batch(), reporter, observers);
        Troubles troubles = troubles(trouble(publisher, decisions, closing), publisher, inbox, observers);
        Training.Parts parts = new Training.Parts(
                run,
                new Evaluations(engine, data, reporter, observers),
                stepping(engine, publisher, troubles, observers),
                new Masking(inbox, keeper, engine, prunings, sent, reporter, observers),
                prunings,
                inbox,
                troubles,
                reporter,
                observers);
        Training training = new Training(parts, manifest(key, engine), config.patience(), early);
        NetworkWriter writer = new NetworkWriter(id, run, data, engine, keeper);
        Optional<Function<Ended, List<Path>>> write = config.out().map(file -> ended -> writer.write(file, ended));
        RunThread thread =
                closing.add(new RunThread(id, training, write, keeper, publisher, undecided, observers, early));
        started.up();
        return thread.start();
    }

    private Manifest manifest(RunKey key, Engine engine) {
        String claim = RunName.claim(new SecureRandom());
        return ManifestWriter.of(
                key, claim, run, data, engine, Clock.systemUTC().millis());
    }

    /**
     * Says what is wrong with Kafka, if anything: first whether our records arrive, then whether it answers at all.
     */
    private Supplier<Optional<String>> trouble(Publisher publisher, DecisionConsumer decisions, Closing closing) {
        Supplier<Optional<String>> records = () -> publisher.trouble().or(decisions::trouble);
        health.watch(Health.Probe.READY, "records", records);
        KafkaWatch kafka = closing.add(kafkaWatch(closing));
        return () -> records.get().or(kafka::outage);
    }

    /** {@link Troubles} reports what is found here, together with what the run lost by it. */
    private KafkaWatch kafkaWatch(Closing closing) {
        Failure failure = new Failure("training", health);
        var breaking = failure.future().thenAccept(broken -> early.broke("the watch on Kafka", broken));
        closing.add(() -> breaking.cancel(false));
        return KafkaWatch.start(config.kafka(), registry, health, failure, change -> {});
    }

    private RunObservers observers(String id, Publisher publisher, DecisionConsumer decisions, Undecided undecided) {
        Tally tally =
                new Tally(run.measuring().lossThresholds(), run.measuring().lossLowerBound());
        Meters meters = new Meters(registry.micrometer());
        meters.run(id);
        meters.watch(publisher);
        meters.watch(decisions);
        meters.watch(undecided, tally);
        return new RunObservers(id, tally, meters, listener);
    }

    private Troubles troubles(
            Supplier<Optional<String>> trouble, Publisher publisher, DecisionInbox inbox, RunObservers observers) {
        String servers = config.kafka().bootstrapServers();
        boolean dense = run.gating().settings().policy().equals(Policies.DENSE);
        Troubles.Words words = new Troubles.Words(
                "Kafka at " + servers,
                config.topics().maskChanges().name() + " at " + servers,
                dense ? "without condition numbers" : "ungated");
        return new Troubles(
                trouble,
                publisher::dropped,
                inbox,
                run.gating().decisionInterval(),
                words,
                observers,
                System::nanoTime);
    }

    private Stepping stepping(Engine engine, Publisher publisher, Troubles troubles, RunObservers observers) {
        return new Stepping(run, engine, batches(), publisher, config.patience(), () -> goesOn(troubles), observers);
    }

    private boolean goesOn(Troubles troubles) {
        troubles.look();
        return !early.isWanted();
    }

    private MaskKeeper keeper(Engine engine) {
        GateSettings gate = run.gating().resolved(run.length().steps());
        return new MaskKeeper(engine.layers(), gate, run.gating().decisionInterval());
    }

    private PruningEngine engine() {
        ProbeSpec probe = ProbeSpec.of(
                Batches.probe(data.training(), run.measuring().probeBatch(), run.seed()),
                run.gating().settings().objective().scope(),
                run.measuring().probeDraws());
        PruningEngine engine = engines.make(network(), run.optimizer(), run.dropout(), run.batch(), probe, run.seed());
        engine.average(AverageState.beginning(run.averageDecay()));
        return engine;
    }

    private Batches batches() {
        return new Batches(data.training(), run.batch(), run.seed());
    }

    private Publisher publisher(RunKey key, Engine engine, SentTimes sent) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(Sender.reliable(config.kafka().producer("trainer-" + key.run())));
        registry.bind(producer);
        return new Publisher(
                key,
                config.topics().stepStats(),
                engine.layers().nodes(),
                config.queueBytes(),
                sent,
                new Sender(producer),
                cause -> early.broke("the publisher", cause));
    }

    private DecisionConsumer decisions(Preflight preflight, String id, DecisionInbox inbox) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(config.kafka().consumer("trainer-" + id));
        registry.bind(consumer);
        return DecisionConsumer.start(
                consumer,
                config.topics().maskChanges(),
                preflight.partition(),
                preflight.firstDecision(),
                id,
                inbox,
                cause -> early.broke("the reader of decisions", cause));
    }

    private NetworkSpec network() {
        return run.network().spec(data.training().features(), data.training().classes());
    }
}
