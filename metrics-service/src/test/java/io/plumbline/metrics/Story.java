package io.plumbline.metrics;

import com.google.protobuf.MessageLite;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.testkit.TopicWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A whole run drawn at random, as trainer and gate would tell it: records by topic, each in its order. */
final class Story {

    private static final int DECISION_INTERVAL = 20;

    /**
     * One record.
     *
     * @param atMs its time
     */
    record Line<V extends MessageLite>(Topic<V> topic, String run, V event, long atMs) {

        void handTo(Desk desk) {
            desk.hand(topic, run, event, atMs);
        }
    }

    private final List<List<Line<?>>> chapters = new ArrayList<>();
    private final Events events;
    private final Topics topics;
    private final RandomGenerator random;

    private Story(Events events, Topics topics, RandomGenerator random) {
        this.events = events;
        this.topics = topics;
        this.random = random;
    }

    /** Returns the records of every topic. */
    static List<List<Line<?>>> of(String run, Topics topics, RandomGenerator random) {
        Story story = new Story(new Events(run), topics, random);
        story.tellRuns();
        story.tellEvaluations();
        story.tellConditions();
        story.tellMasks();
        return story.chapters;
    }

    private void tellRuns() {
        List<Line<?>> lines = new ArrayList<>();
        lines.add(line(topics.runs(), events.manifest(), 0));
        lines.add(line(topics.runs(), events.started(), 1));
        if (random.nextBoolean()) {
            lines.add(line(topics.runs(), events.pruned(300, 3), 320));
        }
        if (random.nextBoolean()) {
            lines.add(line(topics.runs(), random.nextBoolean() ? events.finished(500) : events.failed(499), 500));
        }
        chapters.add(lines);
    }

    private void tellEvaluations() {
        List<Line<?>> lines = new ArrayList<>();
        long dropped = 0;
        for (long step = 1; step <= 500; step += 1 + random.nextInt(50)) {
            dropped += random.nextInt(3);
            long atMs = Desk.NOW + 10 * step;
            lines.add(line(topics.evaluations(), events.progress(step, atMs, random.nextInt(5), dropped), step));
            if (random.nextInt(3) == 0) {
                double test = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble();
                lines.add(line(topics.evaluations(), events.evaluation(step, random.nextDouble(), test), step));
            }
        }
        chapters.add(lines);
    }

    private void tellConditions() {
        List<Line<?>> lines = new ArrayList<>();
        for (long step = DECISION_INTERVAL; step <= 500; step += DECISION_INTERVAL) {
            double muPl = random.nextInt(10) == 0 ? 0 : random.nextDouble();
            lines.add(line(topics.conditions(), events.condition(step, 1 + random.nextDouble(), muPl), step));
        }
        chapters.add(lines);
    }

    /** At most one change is in flight; the trainer answers each before the next is decided, or never. */
    private void tellMasks() {
        List<Line<?>> decisions = new ArrayList<>();
        List<Line<?>> acks = new ArrayList<>();
        Mask mask = Mask.allOpen(Events.NODES);
        long inForce = 0;
        long version = 0;
        for (long step = DECISION_INTERVAL; step <= 500; step += DECISION_INTERVAL) {
            if (random.nextBoolean()) {
                decisions.add(line(topics.maskChanges(), events.unchanged(step, inForce), step));
                continue;
            }
            version++;
            int node = random.nextInt(Events.NODES);
            int[] flipped = {node};
            boolean closes = mask.isOpen(node);
            Mask next = closes ? mask.with(flipped, new int[0]) : mask.with(new int[0], flipped);
            List<Integer> closed = closes ? List.of(node) : List.of();
            List<Integer> opened = closes ? List.of() : List.of(node);
            decisions.add(
                    line(topics.maskChanges(), events.changed(step, inForce, version, next, closed, opened), step));
            if (random.nextInt(4) == 0) {
                acks.add(line(topics.maskAcks(), events.rejected(version), step + 1));
            } else {
                acks.add(line(topics.maskAcks(), events.applied(version, random.nextDouble() * 100), step + 1));
                mask = next;
                inForce = version;
            }
        }
        chapters.add(decisions);
        chapters.add(acks);
    }

    private <V extends MessageLite> Line<V> line(Topic<V> topic, V event, long step) {
        return new Line<>(topic, events.run(), event, Desk.NOW - 100_000 + 10 * step);
    }

    /** Writes a run that ends, drawn from a seed. */
    static void tell(TopicWriter writer, Topics topics, String run, long seed) {
        of(run, topics, new Random(seed)).forEach(chapter -> chapter.forEach(line -> write(writer, line)));
        writer.write(topics.runs(), run, new Events(run).finished(500));
    }

    private static <V extends MessageLite> void write(TopicWriter writer, Line<V> line) {
        writer.write(line.topic(), line.run(), line.event());
    }
}
