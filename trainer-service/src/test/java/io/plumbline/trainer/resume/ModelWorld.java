package io.plumbline.trainer.resume;

import com.google.protobuf.MessageLite;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Kafka, the gate and a folder of checkpoints in memory. A trainer calls {@link #act} between any two of its own actions;
 * then records arrive and decisions are made, in an order that the seed draws, each an action, too. At a chosen action the
 * trainer is killed: what it knew and had not delivered is lost.
 */
final class ModelWorld {

    static final String RUN = "r-1";
    static final String STATISTICS = "step-stats";
    static final String DECISIONS = "mask-changes";
    static final String ACKS = "mask-acks";
    static final String EVALUATIONS = "evaluations";
    static final String RUNS = "runs";
    static final List<String> TOPICS = List.of(STATISTICS, DECISIONS, ACKS, EVALUATIONS, RUNS);

    /** More than a shard holds. */
    private static final int NODES = 4100;

    /** What the trainer throws where it is killed. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final Map<String, List<MessageLite>> logs = new LinkedHashMap<>();
    final TreeMap<Claimed, ModelTrainer.Saved> checkpoints = new TreeMap<>();
    final ModelGate gate;
    final RunPlan plan;
    final Random random;
    private final Map<String, ArrayDeque<Flying>> flying = new LinkedHashMap<>();
    private int read;
    private long killAt;
    private boolean brokerAway;
    long actions;

    /** Name of a checkpoint: attempt before step. */
    record Claimed(int attempt, long step) implements Comparable<Claimed> {
        @Override
        public int compareTo(Claimed other) {
            return attempt != other.attempt ? attempt - other.attempt : Long.compare(step, other.step);
        }
    }

    /** A record on its way. */
    private record Flying(MessageLite record, Runnable arrived) {}

    ModelWorld(String policy, boolean lockstep, long steps, long seed) {
        plan = plan(policy, lockstep, steps);
        gate = new ModelGate(plan);
        random = new Random(seed);
        TOPICS.forEach(topic -> {
            logs.put(topic, new ArrayList<>());
            flying.put(topic, new ArrayDeque<>());
        });
    }

    private static RunPlan plan(String policy, boolean lockstep, long steps) {
        int first = NODES - 40;
        Layers layers = Layers.of(List.of(
                new Layer("dense-1", LayerKind.DENSE, first, 20), new Layer("dense-2", LayerKind.DENSE, 40, 30)));
        Architecture network = new Architecture(
                layers, Architecture.ofDense(3, List.of(first, 40), 2).tensors());
        GateSettings settings = GateSettings.defaults(policy, steps)
                .with(Map.of("warm-up", 2L, "last-change", steps, "budget", 0.2, "rollback-window", 2));
        return new RunPlan(1, network, 7, steps, 2, 8, 100, 2, 0, 0.01, lockstep, settings);
    }

    /** The trainer will be killed at this action from now on; 0: never. */
    void killAfter(long more) {
        killAt = more == 0 ? 0 : actions + more;
    }

    /** From now on nothing arrives, or everything does again. */
    void broker(boolean away) {
        brokerAway = away;
    }

    boolean isBrokerAway() {
        return brokerAway;
    }

    /** The trainer's process is gone, and with it what was on its way. */
    void forget() {
        flying.values().forEach(Collection::clear);
    }

    /** Between two actions of the trainer. */
    void act(Runnable killed) {
        while (random.nextInt(3) != 0) {
            other(killed);
        }
        count(killed);
    }

    /** One record arrives, or the gate takes one in; or nothing. */
    private void other(Runnable killed) {
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        if (topic.equals(DECISIONS)) {
            decide(killed);
        } else if (!brokerAway && !flying.get(topic).isEmpty()) {
            Flying next = flying.get(topic).remove();
            logs.get(topic).add(next.record);
            next.arrived.run();
            count(killed);
        }
    }

    private void decide(Runnable killed) {
        List<MessageLite> log = logs.get(STATISTICS);
        if (read < log.size()) {
            logs.get(DECISIONS).addAll(gate.take((StepEvent) log.get(read++)));
            count(killed);
        }
    }

    /** The gate takes in all that is there. */
    void settle() {
        killAt = 0;
        while (read < logs.get(STATISTICS).size()) {
            decide(() -> {});
        }
    }

    private void count(Runnable killed) {
        if (++actions == killAt) {
            killed.run();
        }
    }

    /** Sends a record; it arrives later, after all others that were sent to its topic. */
    void send(String topic, MessageLite record, Runnable arrived) {
        flying.get(topic).add(new Flying(record, arrived));
    }

    /** Sends a record and waits until it has arrived; returns its offset. */
    long write(String topic, MessageLite record, Runnable killed) {
        boolean[] there = {false};
        send(topic, record, () -> there[0] = true);
        while (!there[0]) {
            if (brokerAway) {
                // Nobody waits for ever: the process ends.
                throw new Killed();
            }
            act(killed);
        }
        return logs.get(topic).lastIndexOf(record);
    }

    Map<String, Long> ends() {
        Map<String, Long> ends = new LinkedHashMap<>();
        logs.forEach((topic, log) -> ends.put(topic, (long) log.size()));
        return ends;
    }

    <T> List<T> log(String topic, Class<T> type) {
        return logs.get(topic).stream().map(type::cast).toList();
    }

    Optional<MaskChange> decision(long offset) {
        List<MessageLite> log = logs.get(DECISIONS);
        return offset < log.size() ? Optional.of((MaskChange) log.get((int) offset)) : Optional.empty();
    }
}
