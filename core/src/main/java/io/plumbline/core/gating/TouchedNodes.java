package io.plumbline.core.gating;

import io.plumbline.core.model.Shards;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Changes the averages of some nodes; every shard that holds one is read and kept once. */
final class TouchedNodes {

    private TouchedNodes() {}

    /** Applies {@code what} to the averages of each of {@code nodes}, shard by shard. */
    static void each(Averages averages, Shards shards, IntStream nodes, ObjIntConsumer<NodeAverages> what) {
        Map<Integer, List<Integer>> byShard =
                nodes.boxed().collect(Collectors.groupingBy(shards::of, TreeMap::new, Collectors.toList()));
        byShard.forEach((shard, touched) -> {
            NodeAverages part = averages.get(shard);
            touched.forEach(node -> what.accept(part, node));
            averages.put(shard, part);
        });
    }
}
