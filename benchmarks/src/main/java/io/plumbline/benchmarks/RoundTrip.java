package io.plumbline.benchmarks;

import io.plumbline.core.gating.StepReport;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.engine.Engine;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.publish.Sender;
import io.plumbline.trainer.publish.SentTimes;
import io.plumbline.trainer.publish.StepHeader;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * From a step's statistics, handed over to the publisher, to the decision at a reader of committed records; and, in
 * turn with it, the echo of as many bytes through the same broker. First alone, where every request waits for the
 * answer to the one before; then with a trainer that makes steps, applies the masks and never waits.
 */
public final class RoundTrip implements AutoCloseable {

    private static final int DECISION_INTERVAL = 4;
    private static final int PROBE_INTERVAL = 48;
    private static final int WARM_UP = 300;
    private static final long QUEUE_BYTES = 64 << 20;

    private final Pipeline pipeline;
    private final Arrivals arrivals;
    private final Echo echo;
    private final Sending producer;
    private final ReferenceMlp mlp = new ReferenceMlp();
    private final Engine engine = mlp.engine();
    private final StepRecord record =
            StepRecord.of(ReferenceMlp.NETWORK.layers().nodes());
    private final ProbeRecord probe = new ProbeRecord(ReferenceMlp.NETWORK.layers());

    private RoundTrip(Pipeline pipeline) {
        this.pipeline = pipeline;
        this.arrivals = new Arrivals(pipeline);
        this.echo = new Echo(pipeline);
        this.producer = pipeline.producer("round-trip");
    }

    /** Measures and prints; arguments: policy (greedy-kappa without one), decisions after the warm-up (1000). */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        String policy = args.length > 0 ? args[0] : "greedy-kappa";
        int decisions = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        for (boolean stepping : new boolean[] {false, true}) {
            try (Pipeline pipeline = Pipeline.start()) {
                pipeline.create(Echo.IN, Echo.OUT);
                pipeline.startGate();
                try (RoundTrip trip = new RoundTrip(pipeline)) {
                    trip.run(policy, decisions + WARM_UP, stepping);
                    System.out.printf(
                            "%s, %s, load average %.1f%n",
                            policy, stepping ? "a trainer stepping beside it" : "alone", Load.average());
                    print(trip.arrivals.decisions(), trip.arrivals.echoes());
                }
            }
        }
    }

    private void run(String policy, int decisions, boolean stepping) throws InterruptedException {
        Manifest manifest = manifest(policy, (long) decisions * DECISION_INTERVAL);
        RunKey key = new RunKey(manifest.getRun(), manifest.getAttempt());
        Sender sender =
                new Sender(new KafkaProducer<>(Sender.reliable(pipeline.kafka().producer("trainer"))));
        try (Publisher publisher = new Publisher(
                key,
                pipeline.topics().stepStats(),
                record.nodes(),
                QUEUE_BYTES,
                Continuation.fresh(new Claim(1, "")),
                new SentTimes(DECISION_INTERVAL),
                sender,
                cause -> {})) {
            publisher.event(
                    pipeline.topics().stepStats(),
                    StepEvent.newBuilder().setManifest(manifest).build());
            long version = 0;
            for (long step = 1; step <= manifest.getPlannedSteps(); step++) {
                Optional<Change> change = arrivals.change();
                Optional<StepReport.Applied> applied = change.map(this::apply);
                version = change.map(Change::getVersion).orElse(version);
                step(step, stepping);
                StepHeader header = new StepHeader(step, version, applied);
                if (step % DECISION_INTERVAL == 0) {
                    arrivals.asking(step);
                }
                publisher.offer(header, record, step % PROBE_INTERVAL == 1 ? Optional.of(probe) : Optional.empty());
                if (step % DECISION_INTERVAL == DECISION_INTERVAL / 2) {
                    arrivals.echoing(step);
                    producer.send(Echo.IN, Long.toString(step), new byte[16 * record.nodes()]);
                }
                if (!stepping && step % (DECISION_INTERVAL / 2) == 0) {
                    arrivals.await();
                }
            }
        }
        arrivals.awaitDecisions(decisions);
    }

    /** Alone, numbers of the first steps are sent again and again: they cost the gate as much as new ones. */
    private void step(long step, boolean stepping) {
        if (stepping || step == 1) {
            engine.step(mlp.batch(step), record);
        }
        if (step == 1 || (stepping && step % PROBE_INTERVAL == 1)) {
            engine.probe(probe);
        }
    }

    private StepReport.Applied apply(Change change) {
        double before = engine.probeLoss();
        engine.mask(Mask.fromBytes(change.getMask().toByteArray(), record.nodes()));
        return new StepReport.Applied(before, engine.probeLoss());
    }

    /** The whole run is a schedule of changes, so that deciding is never cheap. */
    private static Manifest manifest(String policy, long steps) {
        Manifest.Builder manifest = new SyntheticRun("round-trip", ReferenceMlp.NETWORK.architecture())
                .manifest(policy, steps, DECISION_INTERVAL, PROBE_INTERVAL).toBuilder();
        GateSettings settings = GateSettings.defaults(policy, steps).with("last-change", steps);
        return manifest.setGate(GateSettingsCodec.write(settings)).build();
    }

    private static void print(double[] decisions, double[] echoes) {
        double[] decided = sorted(decisions);
        double[] echoed = sorted(echoes);
        for (double share : new double[] {0.5, 0.9, 0.99, 1}) {
            System.out.printf(
                    "  p%-3.0f %5d decisions %6.2f ms, %5d echoes %6.2f ms, ratio %.2f%n",
                    100 * share,
                    decided.length,
                    Quantile.of(decided, share),
                    echoed.length,
                    Quantile.of(echoed, share),
                    Quantile.of(decided, share) / Quantile.of(echoed, share));
        }
    }

    private static double[] sorted(double[] values) {
        double[] late = Arrays.copyOfRange(values, WARM_UP, values.length);
        Arrays.sort(late);
        return late;
    }

    @Override
    public void close() {
        producer.close();
        echo.close();
        arrivals.close();
        engine.close();
    }
}
