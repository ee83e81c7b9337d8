package io.plumbline.protocol;

import io.plumbline.core.gating.NodeReason;
import io.plumbline.core.model.Layers;
import io.plumbline.protocol.v1.RangeReason;
import java.util.ArrayList;
import java.util.List;

/** The reasons of many nodes together: one for the nodes of a range that close, one for those that open. */
final class RangeReasons {

    private RangeReasons() {}

    /** Returns them, in the order of the layers. */
    static List<RangeReason> of(List<NodeReason> reasons, Layers layers) {
        List<RangeReason> all = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            add(reasons, layers, l, true, all);
            add(reasons, layers, l, false, all);
        }
        return all;
    }

    private static void add(
            List<NodeReason> reasons, Layers layers, int range, boolean closes, List<RangeReason> into) {
        List<NodeReason> nodes = reasons.stream()
                .filter(reason -> reason.closes() == closes)
                .filter(reason -> reason.node() >= layers.start(range) && reason.node() < layers.end(range))
                .toList();
        if (!nodes.isEmpty()) {
            into.add(together(nodes, range, closes));
        }
    }

    private static RangeReason together(List<NodeReason> nodes, int range, boolean closes) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double lambda = 0;
        double mu = 0;
        double gamma = 0;
        double tau = 0;
        for (NodeReason node : nodes) {
            least = Math.min(least, node.score());
            greatest = Math.max(greatest, node.score());
            lambda += node.shareLambda();
            mu += node.shareMu();
            gamma += node.gamma();
            tau += node.tau();
        }
        return RangeReason.newBuilder()
                .setRange(range)
                .setCloses(closes)
                .setNodes(nodes.size())
                .setLeastScore(least)
                .setGreatestScore(greatest)
                .setShareLambda(lambda)
                .setShareMu(mu)
                .setGamma(gamma)
                .setTau(tau)
                .build();
    }
}
