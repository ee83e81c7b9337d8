package io.plumbline.report.runlog;

import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.RunRecords;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Spelling;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which runs lie in a log.
 *
 * @param runs in the order in which they began
 */
public record KnownRuns(List<KnownRun> runs) {

    private static final int SUGGESTED = 3;

    /** Copies the list. */
    public KnownRuns {
        runs = List.copyOf(runs);
    }

    /**
     * Reads them: life cycles and progress alone.
     *
     * @throws io.plumbline.service.StartException where the log cannot be read, in one sentence
     */
    public static KnownRuns read(KafkaSettings kafka, Topics topics, ReadProgress progress) {
        ByRun<Sketch> sketches = new ByRun<>(topics, run -> true, Sketch::new);
        List<String> read = List.of(topics.runs().name(), topics.evaluations().name());
        try (LogReader log = LogReader.atBeginning(kafka, read, sketches)) {
            log.catchUp(progress);
        }
        return new KnownRuns(sketches.all().stream()
                .flatMap(sketch -> sketch.known().stream())
                .sorted(Comparator.comparingLong(KnownRun::begunMs).thenComparing(KnownRun::run))
                .toList());
    }

    /** Returns the ids, in order. */
    public List<String> ids() {
        return runs.stream().map(KnownRun::run).toList();
    }

    /**
     * Returns the ids that are nearest to one that is missing, the nearest first: those that contain it, then by
     * spelling.
     */
    public List<String> nearest(String id) {
        return ids().stream()
                .sorted(Comparator.comparing((String known) -> !known.contains(id))
                        .thenComparing(known -> Spelling.distance(id, known)))
                .limit(SUGGESTED)
                .toList();
    }

    /**
     * A run in one line.
     *
     * @param run id
     * @param parent run that it goes on from; empty: none
     * @param policy of its gate
     * @param begunMs when, by the trainer's clock, milliseconds since 1970
     * @param outcome of it
     * @param attempt latest one, from 1
     * @param loss last one that was told, nats; NaN where none was
     * @param saidMs when it was heard of last, by the broker's clock, milliseconds since 1970
     */
    public record KnownRun(
            String run,
            String parent,
            String policy,
            long begunMs,
            Outcome outcome,
            int attempt,
            double loss,
            long saidMs) {}

    /** Collects what the list needs of a run; its records are not kept. */
    private static final class Sketch implements RunRecords {

        private final RunCollector collector = new RunCollector();
        private EvaluationEvent last = EvaluationEvent.getDefaultInstance();
        private long saidMs;

        @Override
        public void accept(RunEvent event, String run, long atMs) {
            collector.accept(event, run, atMs);
            saidMs = Math.max(saidMs, atMs);
        }

        @Override
        public void accept(EvaluationEvent event, String run, long atMs) {
            if (step(event) >= step(last)) {
                last = event;
            }
            saidMs = Math.max(saidMs, atMs);
        }

        private double loss() {
            return switch (last.getEventCase()) {
                case EVALUATION -> last.getEvaluation().getTrainingLoss();
                case PROGRESS -> last.getProgress().getLoss();
                case EVENT_NOT_SET -> Double.NaN;
            };
        }

        private static long step(EvaluationEvent event) {
            return event.hasProgress()
                    ? event.getProgress().getStep()
                    : event.getEvaluation().getStep();
        }

        Optional<KnownRun> known() {
            // Its key and its time do not matter here.
            collector.accept(last, "", 0);
            return collector
                    .history()
                    .map(history -> new KnownRun(
                            history.manifest().getRun(),
                            history.manifest().getParent(),
                            history.policy(),
                            collector.begunMs(),
                            Outcome.of(history),
                            history.manifest().getAttempt(),
                            loss(),
                            saidMs));
        }
    }
}
