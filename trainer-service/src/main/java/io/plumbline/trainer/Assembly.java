package io.plumbline.trainer;

import io.plumbline.core.gating.StepReport;
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
import io.plumbline.service.StartException;
import io.plumbline.trainer.Takeover.Taken;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.CheckpointWriter;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import io.plumbline.trainer.mask.DecisionConsumer;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import io.plumbline.trainer.run.RunDescription;
import io.plumbline.trainer.run.RunName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Puts the parts of one training together. */
final class Assembly {

    private final Prepared prepared;
    private final TrainerConfig config;
    private final RunDescription run;
    private final DataSet data;
    private final RunListener listener;
    private final EngineFactory engines;
    private final Registry registry;
    private final Health health;
    private final EarlyEnd early = new EarlyEnd();
    /** Why the last checkpoint could not be written; empty: it could. */
    private final AtomicReference<Optional<String>> unwritten = new AtomicReference<>(Optional.empty());

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
        try (Consumer<String, byte[]> reader = new KafkaConsumer<>(config.kafka().consumer("trainer-start"))) {
            RunLog log = new RunLog(reader, config.topics(), preflight.partition(), id);
            Taken taken = taken(id, engine, log, producer);
            RunThread thread = closing.add(thread(id, engine, producer, log, taken, closing));
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

    private RunThread thread(
            String id,
            PruningEngine engine,
            Producer<String, byte[]> producer,
            RunLog log,
            Taken taken,
            Closing closing) {
        Head head = taken.from().head();
        RunKey key = new RunKey(id, taken.behind().claim().attempt());
        SentTimes sent = new SentTimes(run.gating().decisionInterval());
        Publisher publisher = closing.add(publisher(key, engine, taken.behind(), sent, producer));
        DecisionInbox inbox = new DecisionInbox(key, taken.behind().past(), head.read());
        Undecided undecided = new Undecided(inbox, run.gating().decisionInterval());
        DecisionConsumer decisions = closing.add(decisions(log, key, head, inbox));
        RunObservers observers = observers(id, publisher, decisions, undecided, head.tally());
        MaskKeeper keeper = keeper(engine, taken.from());
        Reporter reporter =
                new Reporter(key, config.topics(), publisher, Clock.systemUTC(), taken.behind().past());
        Prunings prunings = new Prunings(
                engine, run.batch(), reporter, observers, keeper.present(), head.pruning());
        Masking masking =
                new Masking(inbox, keeper, engine, prunings, sent, reporter, observers, next(head));
        Troubles troubles = troubles(trouble(publisher, decisions, closing), publisher, inbox, observers);
        Checkpoints checkpoints = checkpoints(
                new Checkpoints.Parts(
                        new Checkpoints.Identity(id, run.yaml(), data.sha256(), taken.behind().claim()),
                        engine,
                        masking,
                        prunings,
                        inbox,
                        publisher,
                        observers.tally()),
                observers,
                closing);
        Training.Parts parts = new Training.Parts(
                run,
                new Evaluations(engine, data, reporter, observers),
                stepping(engine, publisher, troubles, observers),
                masking,
                prunings,
                inbox,
                troubles,
                checkpoints,
                reporter,
                observers);
        Training.Start start =
                new Training.Start(taken.manifest(), head.step(), head.evaluated(), head.unsaid());
        Training training = new Training(parts, start, config.patience(), early);
        NetworkWriter writer = new NetworkWriter(id, run, data, engine, keeper);
        Optional<Function<Ended, List<Path>>> write = config.out().map(file -> ended -> writer.write(file, ended));
        return new RunThread(id, training, write, keeper, publisher, undecided, observers, early);
    }

    private Manifest manifest(String id, Claim claim, Engine engine) {
        RunKey key = new RunKey(id, claim.attempt());
        return ManifestWriter.of(
                key, claim.id(), run, data, engine, Clock.systemUTC().millis());
    }

    private static Masking.Next next(Head head) {
        List<Double> losses = head.masks().losses();
        return losses.isEmpty()
                ? Masking.Next.NONE
                : new Masking.Next(
                        head.step() + 1, Optional.of(new StepReport.Applied(losses.get(0), losses.get(1))));
    }

    private Checkpoints checkpoints(Checkpoints.Parts parts, RunObservers observers, Closing closing) {
        Optional<CheckpointWriter> writer = config.checkpoints()
                .directory()
                .map(directory -> new CheckpointFolder(directory, config.checkpoints().keep()))
                .map(folder -> closing.add(new CheckpointWriter(
                        folder, parts.publisher()::isSettled, new CheckpointsSeen(observers, unwritten))));
        return new Checkpoints(parts, writer, config.checkpoints().interval());
    }

    /**
     * Says what is wrong with Kafka, if anything: first whether our records arrive, then whether it answers at all.
     */
    private Supplier<Optional<String>> trouble(Publisher publisher, DecisionConsumer decisions, Closing closing) {
        Supplier<Optional<String>> records = () -> publisher.trouble().or(decisions::trouble);
        health.watch(Health.Probe.READY, "checkpoints", unwritten::get);
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

    private RunObservers observers(
            String id, Publisher publisher, DecisionConsumer decisions, Undecided undecided, TallyState before) {
        Tally tally =
                new Tally(run.measuring().lossThresholds(), run.measuring().lossLowerBound(), before);
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

    private MaskKeeper keeper(Engine engine, Checkpoint from) {
        GateSettings gate = run.gating().resolved(run.length().steps());
        Head.Masks masks = from.head().masks();
        MaskKeeper.Kept kept = new MaskKeeper.Kept(
                from.network().mask(), from.network().present(), masks.version(), Set.copyOf(masks.answered()));
        return new MaskKeeper(engine.layers(), gate, run.gating().decisionInterval(), kept);
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

    private Producer<String, byte[]> producer(String id) {
        Producer<String, byte[]> producer =
                new KafkaProducer<>(Sender.reliable(config.kafka().producer("trainer-" + id)));
        registry.bind(producer);
        return producer;
    }

    private Publisher publisher(
            RunKey key, Engine engine, Continuation behind, SentTimes sent, Producer<String, byte[]> producer) {
        return new Publisher(
                key,
                config.topics().stepStats(),
                engine.layers().nodes(),
                config.queueBytes(),
                behind,
                sent,
                new Sender(producer),
                cause -> early.broke("the publisher", cause));
    }

    /** Reads decisions that were not answered, and events of the run that came after those that were read. */
    private DecisionConsumer decisions(RunLog log, RunKey key, Head head, DecisionInbox inbox) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(config.kafka().consumer("trainer-" + key.run()));
        registry.bind(consumer);
        String decisions = config.topics().maskChanges().name();
        String runs = config.topics().runs().name();
        Map<TopicPartition, Long> from = Map.of(
                log.place(decisions),
                log.held(decisions, head.read().offset()),
                log.place(runs),
                log.position(runs));
        return DecisionConsumer.start(consumer, config.topics(), from, key, inbox, new DecisionConsumer.Listener() {
            @Override
            public void broke(Throwable cause) {
                early.broke("the reader of decisions", cause);
            }

            @Override
            public void superseded(int attempt) {
                early.superseded("attempt " + attempt + " of the run goes on in another process");
            }
        });
    }

    private NetworkSpec network() {
        return run.network().spec(data.training().features(), data.training().classes());
    }
}
