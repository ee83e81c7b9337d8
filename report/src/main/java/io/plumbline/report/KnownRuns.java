package io.plumbline.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.Spelling;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which runs lie in a log.
 *
 * @param runs in the order in which they began
 */
public record KnownRuns(List<KnownRun> runs) {

    private static final Logger LOG = LoggerFactory.getLogger(KnownRuns.class);
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
        Map<String, Sketch> sketches = new HashMap<>();
        List<String> read = List.of(topics.runs().name(), topics.evaluations().name());
        try (LogReader log = LogReader.atBeginning(kafka, read, record -> accept(record, topics, sketches))) {
            log.catchUp(progress);
        }
        return new KnownRuns(sketches.values().stream()
                .flatMap(sketch -> sketch.known().stream())
                .sorted(Comparator.comparingLong(KnownRun::begunMs).thenComparing(KnownRun::run))
                .toList());
    }

    private static void accept(ConsumerRecord<String, byte[]> record, Topics topics, Map<String, Sketch> sketches) {
        if (record.key() == null) {
            return;
        }
        Sketch sketch = sketches.computeIfAbsent(record.key(), id -> new Sketch());
        try {
            if (record.topic().equals(topics.runs().name())) {
                sketch.accept(topics.runs().parse(record.value()));
            } else {
                sketch.accept(topics.evaluations().parse(record.value()));
            }
        } catch (BadRecordException e) {
            LOG.warn("record left out topic={} offset={}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    /** Returns the ids, in order. */
    public List<String> ids() {
        return runs.stream().map(KnownRun::run).toList();
    }

    /** Returns the ids that are nearest to one that is not there, the nearest first: those that hold it, then by spelling. */
    public List<String> nearest(String id) {
        return ids().stream()
                .sorted(Comparator.comparing((String known) -> !known.contains(id))
                        .thenComparing(known -> Spelling.distance(id, known)))
                .limit(SUGGESTED)
                .toList();
    }

    /** Returns a table for a terminal. */
    public Table table() {
        List<Table.Row> rows = runs.stream()
                .map(known -> new Table.Row(
                        known.run(),
                        List.of(
                                known.outcome().word(),
                                Figures.count(known.outcome().steps()) + " of "
                                        + Figures.count(known.outcome().planned()),
                                known.policy(),
                                begun(known))))
                .toList();
        return new Table(List.of("state", "steps", "policy", "begun"), rows, List.of());
    }

    /** Returns an object with the array {@code known_runs} for scripts. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        var known = json.putArray("known_runs");
        runs.forEach(run -> known.addObject()
                .put("run", run.run())
                .put("outcome", run.outcome().word())
                .put("steps", run.outcome().steps())
                .put("planned_steps", run.outcome().planned())
                .put("policy", run.policy())
                .put("begun", begun(run)));
        return json;
    }

    private static String begun(KnownRun run) {
        return Instant.ofEpochMilli(run.begunMs())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /**
     * A run in one line.
     *
     * @param run id
     * @param policy of its gate
     * @param begunMs when, by the trainer's clock, milliseconds since 1970
     * @param outcome of it
     */
    public record KnownRun(String run, String policy, long begunMs, Outcome outcome) {}

    /** What is needed of a run: its records are not kept. */
    private static final class Sketch {

        private final RunCollector collector = new RunCollector();
        private EvaluationEvent last = EvaluationEvent.getDefaultInstance();

        void accept(RunEvent event) {
            collector.accept(event);
        }

        void accept(EvaluationEvent event) {
            if (step(event) >= step(last)) {
                last = event;
            }
        }

        private static long step(EvaluationEvent event) {
            return event.hasProgress()
                    ? event.getProgress().getStep()
                    : event.getEvaluation().getStep();
        }

        Optional<KnownRun> known() {
            collector.accept(last);
            return collector
                    .history()
                    .map(history -> new KnownRun(
                            history.manifest().getRun(),
                            history.policy(),
                            history.manifest().getStartedAtMs(),
                            Outcome.of(history)));
        }
    }
}
