package io.plumbline.trainer;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Shape;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.NoChange;
import io.plumbline.service.Registry;
import io.plumbline.testkit.TopicReader;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.mask.ReceivedDecision;
import io.plumbline.trainer.publish.GatedProducer;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.Reporter;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import io.plumbline.trainer.resume.Past;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** A whole training over a fake network and a fake Kafka, on the shipped digits. */
final class Bench implements AutoCloseable {

    /** Examples of a step. */
    static final int BATCH = 8;

    static final RunKey KEY = new RunKey("r-1", 1);
    static final Topics TOPICS = Topics.standard();

    private static final DataSet DIGITS = DataSet.load(
            RunDescription.parse("data: {test-size: 20, train-size: 64}").data());

    final GatedProducer producer = new GatedProducer();
    final DecisionInbox inbox = new DecisionInbox(KEY);
    final EarlyEnd early = new EarlyEnd();
    final List<RunListener.MaskSeen> masks = new ArrayList<>();
    final List<Long> waits = new ArrayList<>();
    /** What was said of trouble, and that it is over. */
    final List<String> words = new CopyOnWriteArrayList<>();

    final FakeEngine engine;
    final Tally tally;
    /** The clock of trouble, which stands still unless told. */
    final AtomicLong clock = new AtomicLong();

    /** What is wrong with Kafka. */
    volatile Optional<String> trouble = Optional.empty();

    private final Registry registry = new Registry("trainer");
    private final SentTimes sent;
    private final Publisher publisher;
    private final MaskKeeper keeper;
    private final RunThread thread;

    /** A run of small batches and a network of 4 nodes; {@code then} sees this bench at every step. */
    Bench(String yaml, long divergesAt, Duration patience, ObjLongConsumer<Bench> then) {
        this(yaml, divergesAt, patience, then, Optional.empty());
    }

    /** The same, where nobody sees the steps. */
    Bench(String yaml, long divergesAt, Duration patience) {
        this(yaml, divergesAt, patience, (bench, step) -> {});
    }

    /** The same, and a writer of its network. */
    Bench(
            String yaml,
            long divergesAt,
            Duration patience,
            ObjLongConsumer<Bench> then,
            Optional<Function<Tally.Ended, List<Path>>> write) {
        producer.open();
        RunDescription run = RunDescription.parse("batch: " + BATCH + "\nnetwork: {layers: [4]}\n" + yaml)
                .resolve(64);
        engine = new FakeEngine(run.network().spec(Shape.of(64), 10), divergesAt);
        engine.average(AverageState.beginning(run.averageDecay()));
        sent = new SentTimes(run.gating().decisionInterval());
        publisher = publisher();
        tally = new Tally(run.measuring().lossThresholds(), 0);
        RunObservers observers = new RunObservers("r-1", tally, new Meters(registry.micrometer()), listener(then));
        keeper = new MaskKeeper(
                engine.layers(),
                run.gating().resolved(run.length().steps()),
                run.gating().decisionInterval());
        Reporter reporter = new Reporter(KEY, TOPICS, publisher, Clock.systemUTC(), Past.none(0));
        Prunings prunings = new Prunings(engine, run.batch(), reporter, observers);
        Troubles troubles = troubles(run, observers);
        Masking masking = new Masking(inbox, keeper, engine, prunings, sent, reporter, observers, Masking.Next.NONE);
        Training.Parts parts = new Training.Parts(
                run,
                new Evaluations(engine, DIGITS, reporter, observers),
                stepping(run, patience, observers),
                masking,
                prunings,
                inbox,
                troubles,
                noCheckpoints(masking, prunings),
                reporter,
                observers);
        Training training = new Training(
                parts, Training.Start.fresh(ManifestWriter.of(KEY, "claim", run, DIGITS, engine, 0)), patience, early);
        Undecided undecided = new Undecided(inbox, run.gating().decisionInterval());
        thread = new RunThread("r-1", training, write, keeper, publisher, undecided, observers, early);
    }

    private Publisher publisher() {
        return new Publisher(
                KEY,
                TOPICS.stepStats(),
                4,
                1 << 20,
                Continuation.fresh(new Claim(1, "")),
                sent,
                new Sender(producer.producer()),
                cause -> early.broke("the publisher", cause));
    }

    private Checkpoints noCheckpoints(Masking masking, Prunings prunings) {
        Checkpoints.Identity identity = new Checkpoints.Identity("r-1", "", "", "", List.of(1), new Claim(1, ""));
        Checkpoints.Parts copied = new Checkpoints.Parts(identity, engine, masking, prunings, inbox, publisher, tally);
        return new Checkpoints(copied, Optional.empty(), Duration.ofSeconds(30));
    }

    private Troubles troubles(RunDescription run, RunObservers observers) {
        return new Troubles(
                () -> trouble,
                publisher::dropped,
                inbox,
                run.gating().decisionInterval(),
                new Troubles.Words("Kafka", "decisions", "ungated"),
                observers,
                clock::get);
    }

    private Stepping stepping(RunDescription run, Duration patience, RunObservers observers) {
        Batches batches = new Batches(DIGITS.training(), BATCH, 1);
        return new Stepping(run, engine, batches, publisher, patience, () -> !early.isWanted(), observers);
    }

    Tally.Ended train() {
        RunResult result = run();
        return new Tally.Ended(result.ending(), result.reason());
    }

    RunResult run() {
        return thread.start().result().join();
    }

    /** Returns what was published to a topic, in order. */
    <V extends MessageLite> List<V> published(Topic<V> topic) {
        return producer.records().stream()
                .filter(record -> record.topic().equals(topic.name()))
                .map(record -> TopicReader.parse(topic, record.value()))
                .toList();
    }

    /** Decides a step: nothing changes. */
    void decideNothing(long step) {
        inbox.receive(new ReceivedDecision(
                decision(step).setNone(NoChange.getDefaultInstance()).build(), System.nanoTime(), 0));
    }

    /** Decides a step, once its statistics are published: one node closes, under the version in force before. */
    void close(long step, long version, int node) {
        await().until(() -> step > engine.updates() || sent.of(step).isPresent());
        Mask after = keeper.mask().with(new int[] {node}, new int[0]);
        Change change = Change.newBuilder()
                .setVersion(version)
                .setBaseStep(step)
                .addClosed(node)
                .setMask(ByteString.copyFrom(after.toBytes()))
                .build();
        inbox.receive(new ReceivedDecision(
                decision(step)
                        .setVersionInForce(keeper.version())
                        .setChange(change)
                        .build(),
                System.nanoTime(),
                0));
    }

    /** Decides a step, once its statistics are published: the closed nodes go for good. */
    void prune(long step, long version) {
        await().until(() -> sent.of(step).isPresent());
        Change change = Change.newBuilder()
                .setVersion(version)
                .setBaseStep(step)
                .setPruning(true)
                .setMask(ByteString.copyFrom(keeper.mask().toBytes()))
                .setRemaining(ByteString.copyFrom(keeper.mask().toBytes()))
                .build();
        inbox.receive(new ReceivedDecision(
                decision(step)
                        .setVersionInForce(keeper.version())
                        .setChange(change)
                        .build(),
                System.nanoTime(),
                0));
    }

    private static MaskChange.Builder decision(long step) {
        return MaskChange.newBuilder().setRun("r-1").setAttempt(1).setStep(step);
    }

    private RunListener listener(ObjLongConsumer<Bench> then) {
        return new RunListener() {
            @Override
            public void onStep(StepSeen step) {
                then.accept(Bench.this, step.step());
            }

            @Override
            public void onMask(MaskSeen mask) {
                masks.add(mask);
            }

            @Override
            public void onTrouble(String sentence) {
                words.add(sentence);
            }

            @Override
            public void onRecovery(String sentence) {
                words.add(sentence);
            }

            @Override
            public void onWaiting(long step, Duration waited, Duration patience) {
                waits.add(step);
            }
        };
    }

    @Override
    public void close() {
        publisher.close();
        registry.close();
    }
}
