package io.plumbline.trainer;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataSet;
import io.plumbline.service.Closing;
import io.plumbline.service.Failure;
import io.plumbline.service.Health;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.trainer.Takeover.Taken;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.mask.DecisionConsumer;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Puts the parts of a training together, once its run is taken. */
final class RunAssembly {

    private final TrainerConfig config;
    private final RunDescription run;
    private final DataSet data;
    private final Observation observation;
    private final String id;
    private final PruningEngine engine;
    private final Taken taken;
    private final Head head;
    private final RunKey key;
    private final EarlyEnd early = new EarlyEnd();
    /** Why the last checkpoint could not be written; empty: it could. */
    private final AtomicReference<Optional<String>> unwritten = new AtomicReference<>(Optional.empty());

    RunAssembly(Prepared prepared, Observation observation, String id, PruningEngine engine, Taken taken) {
        this.config = prepared.config();
        this.run = prepared.run();
        this.data = prepared.data();
        this.observation = observation;
        this.id = id;
        this.engine = engine;
        this.taken = taken;
        this.head = taken.from().head();
        this.key = new RunKey(id, taken.behind().claim().attempt());
    }

    /**
     * Who watches a training.
     *
     * @param listener in this process
     * @param registry of meters
     * @param health gets the checks
     */
    record Observation(RunListener listener, Registry registry, Health health) {}

    /** Starts everything but the training itself. */
    RunThread open(Producer<String, byte[]> producer, RunLog log, Closing closing) {
        SentTimes sent = new SentTimes(run.gating().decisionInterval());
        Publisher publisher = closing.add(publisher(sent, producer));
        DecisionInbox inbox = new DecisionInbox(key, taken.behind().past(), head.read());
        Undecided undecided = new Undecided(inbox, run.gating().decisionInterval());
        DecisionConsumer decisions = closing.add(decisions(log, inbox));
        RunObservers observers = observers(publisher, decisions, undecided);
        MaskKeeper keeper = keeper();
        Reporter reporter = new Reporter(
                key,
                config.topics(),
                publisher,
                Clock.systemUTC(),
                taken.behind().past());
        Prunings prunings = new Prunings(engine, run.batch(), reporter, observers, keeper.present(), head.pruning());
        Masking masking =
                new Masking(inbox, keeper, engine, prunings, sent, reporter, observers, Masking.Next.of(head));
        Troubles troubles = troubles(trouble(publisher, decisions, closing), publisher, inbox, observers);
        Training.Parts parts = new Training.Parts(
                run,
                new Evaluations(engine, data, reporter, observers),
                stepping(publisher, troubles, observers),
                masking,
                prunings,
                inbox,
                troubles,
                checkpoints(masking, prunings, inbox, publisher, observers, closing),
                reporter,
                observers);
        Training.Start start = new Training.Start(taken.manifest(), head.step(), head.evaluated(), head.unsaid());
        Training training = new Training(parts, start, config.patience(), early);
        return new RunThread(id, training, writer(keeper), keeper, publisher, undecided, observers, early);
    }

    private Optional<Function<Ended, List<Path>>> writer(MaskKeeper keeper) {
        NetworkWriter writer = new NetworkWriter(id, run, data, engine, keeper);
        return config.out().map(file -> ended -> writer.write(file, ended));
    }

    private Checkpoints checkpoints(
            Masking masking,
            Prunings prunings,
            DecisionInbox inbox,
            Publisher publisher,
            RunObservers observers,
            Closing closing) {
        Checkpoints.Identity identity = new Checkpoints.Identity(
                id,
                head.parent(),
                run.yaml(),
                data.sha256(),
                data.training().shape().sizes(),
                taken.behind().claim());
        Checkpoints.Parts copied =
                new Checkpoints.Parts(identity, engine, masking, prunings, inbox, publisher, observers.tally());
        return Checkpoints.of(copied, config.checkpoints(), new CheckpointsSeen(observers, unwritten), closing);
    }

    /**
     * Says what is wrong with Kafka, if anything: first whether our records arrive, then whether it answers at all.
     */
    private Supplier<Optional<String>> trouble(Publisher publisher, DecisionConsumer decisions, Closing closing) {
        Supplier<Optional<String>> records = () -> publisher.trouble().or(decisions::trouble);
        observation.health().watch(Health.Probe.READY, "checkpoints", unwritten::get);
        observation.health().watch(Health.Probe.READY, "records", records);
        KafkaWatch kafka = closing.add(kafkaWatch(closing));
        return () -> records.get().or(kafka::outage);
    }

    /** {@link Troubles} reports what is found here, together with what the run lost by it. */
    private KafkaWatch kafkaWatch(Closing closing) {
        Failure failure = new Failure("training", observation.health());
        var breaking = failure.future().thenAccept(broken -> early.broke("the watch on Kafka", broken));
        closing.add(() -> breaking.cancel(false));
        return KafkaWatch.start(config.kafka(), observation.registry(), observation.health(), failure, change -> {});
    }

    private RunObservers observers(Publisher publisher, DecisionConsumer decisions, Undecided undecided) {
        Tally tally =
                new Tally(run.measuring().lossThresholds(), run.measuring().lossLowerBound(), head.tally());
        Meters meters = new Meters(observation.registry().micrometer());
        meters.run(id);
        meters.watch(publisher);
        meters.watch(decisions);
        meters.watch(undecided, tally);
        return new RunObservers(id, tally, meters, observation.listener());
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

    private Stepping stepping(Publisher publisher, Troubles troubles, RunObservers observers) {
        return new Stepping(run, engine, batches(), publisher, config.patience(), () -> goesOn(troubles), observers);
    }

    private boolean goesOn(Troubles troubles) {
        troubles.look();
        return !early.isWanted();
    }

    private MaskKeeper keeper() {
        GateSettings gate = run.gating().resolved(run.length().steps());
        Head.Masks masks = head.masks();
        MaskKeeper.Kept kept = new MaskKeeper.Kept(
                taken.from().network().mask(),
                taken.from().network().present(),
                masks.version(),
                Set.copyOf(masks.answered()));
        return new MaskKeeper(engine.layers(), gate, run.gating().decisionInterval(), kept);
    }

    private Batches batches() {
        return new Batches(data.training(), run.data().augment(), run.batch(), run.seed());
    }

    private Publisher publisher(SentTimes sent, Producer<String, byte[]> producer) {
        return new Publisher(
                key,
                config.topics().stepStats(),
                engine.layers().nodes(),
                config.queueBytes(),
                taken.behind(),
                sent,
                new Sender(producer),
                cause -> early.broke("the publisher", cause));
    }

    /** Reads decisions that were not answered, and events of the run that came after those that were read. */
    private DecisionConsumer decisions(RunLog log, DecisionInbox inbox) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(config.kafka().consumer("trainer-" + key.run()));
        observation.registry().bind(consumer);
        String decisions = config.topics().maskChanges().name();
        String runs = config.topics().runs().name();
        Map<TopicPartition, Long> from = Map.of(
                log.place(decisions), log.held(decisions, head.read().offset()), log.place(runs), log.position(runs));
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
}
