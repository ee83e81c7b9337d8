package io.plumbline.protocol;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.gating.CapacityReport;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.ConditionReport;
import io.plumbline.core.gating.NoChange;
import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.core.gating.NodeReason;
import io.plumbline.core.gating.StepReport;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Values of core that are nothing but well-formed: any bits of any number, NaN, infinities and −0 among them. */
final class RandomValues {

    private static final double[] CORNERS = {
        0, -0d, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
    };
    private static final int MOST_LAYERS = 4;

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    private double number() {
        return random.nextInt(4) == 0
                ? CORNERS[random.nextInt(CORNERS.length)]
                : Double.longBitsToDouble(random.nextLong());
    }

    /** A step, a version: fields of 64 bits, seldom used in full. */
    private long count() {
        return random.nextLong() >>> (1 + random.nextInt(63));
    }

    private int number(int most) {
        return random.nextInt(most + 1);
    }

    private List<Double> numbers(int count) {
        return random.doubles(count).mapToObj(any -> number()).toList();
    }

    /** Any bits, NaN that is not Java's own among them. */
    float[] column(int nodes) {
        float[] column = new float[nodes];
        for (int i = 0; i < nodes; i++) {
            column[i] = Float.intBitsToFloat(random.nextInt());
        }
        return column;
    }

    /** The same, or NaN of all nodes. */
    float[] measuredOrNot(int nodes) {
        float[] column = column(nodes);
        boolean measured = random.nextBoolean();
        if (!measured) {
            Arrays.fill(column, Float.NaN);
        } else if (Float.isNaN(column[0])) {
            column[0] = Float.NEGATIVE_INFINITY;
        }
        return column;
    }

    StepReport report(int shard, int shards, int firstNode, int nodes) {
        return new StepReport(
                number(5),
                count(),
                shard,
                shards,
                firstNode,
                nodes,
                count(),
                new StepReport.Scalars(number(), number(), number()),
                random.nextBoolean() ? Optional.of(probe()) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new StepReport.Applied(number(), number())) : Optional.empty());
    }

    private StepReport.Probe probe() {
        int layers = number(MOST_LAYERS);
        return new StepReport.Probe(
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                numbers(layers),
                numbers(layers));
    }

    Mask mask(int nodes) {
        int[] closed =
                IntStream.range(0, nodes).filter(node -> random.nextBoolean()).toArray();
        return Mask.allOpen(nodes).with(closed, new int[0]);
    }

    NoChange noChange() {
        NoChangeReason[] reasons = NoChangeReason.values();
        return new NoChange(
                count(),
                count(),
                reasons[random.nextInt(reasons.length)],
                Memory.NONE,
                random.nextBoolean(),
                capacity());
    }

    private Optional<CapacityReport> capacity() {
        CapacityFloor floor = new CapacityFloor(number(1 << 20), number(9), count(), number());
        return random.nextBoolean() ? Optional.of(new CapacityReport(floor, number(), number(99))) : Optional.empty();
    }

    /** A change of some of these nodes, a roll-back, a pruning of some that do not change, or a change and a pruning. */
    Change change(int nodes) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, nodes).boxed().toList());
        Collections.shuffle(order, random);
        int changed = number(nodes);
        boolean pruning = changed == 0 || (changed < nodes && random.nextBoolean());
        int[] removed = order.subList(changed, nodes).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        long version = 1 + count() / 2;
        return new Change(
                count(),
                version - 1 - number((int) Math.min(version - 1, 5)),
                version,
                mask(nodes),
                !pruning && random.nextBoolean(),
                pruning ? Optional.of(Mask.allOpen(nodes).with(removed, new int[0])) : Optional.empty(),
                order.subList(0, changed).stream().map(this::reason).toList(),
                estimate(),
                number(),
                number(),
                number(nodes),
                number(),
                number(),
                Memory.of(new double[] {number()}),
                random.nextBoolean(),
                capacity());
    }

    private NodeReason reason(int node) {
        return new NodeReason(
                node,
                random.nextBoolean(),
                number(),
                number(),
                number(1 << 20),
                number(),
                number(),
                number(),
                number(),
                number(),
                number());
    }

    ConditionReport condition() {
        List<LayerCondition> layers = IntStream.rangeClosed(0, number(MOST_LAYERS))
                .mapToObj(l -> new LayerCondition("dense-" + l, number(9), number(9), number(), number()))
                .toList();
        return new ConditionReport(
                count(),
                count(),
                estimate(),
                number(),
                number(),
                number(),
                number(),
                count(),
                number(),
                number(),
                layers);
    }

    ConditionEstimate estimate() {
        return new ConditionEstimate(number(), number(), number(), number(), number());
    }
}
