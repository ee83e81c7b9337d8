package io.plumbline.metrics;

import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.NodeRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What operators group runs by: never a number that differs from run to run.
 *
 * @param policy of the gate
 * @param dataset its name
 * @param mode async or lockstep
 * @param optimizer its name
 * @param kind of the nodes; several are joined by +
 * @param version of the trainer
 */
record RunLabels(String policy, String dataset, String mode, String optimizer, String kind, String version) {

    static final List<String> NAMES = List.of("policy", "dataset", "mode", "optimizer", "kind", "version");

    static RunLabels of(Manifest manifest) {
        return new RunLabels(
                Manifests.policy(manifest),
                manifest.getData().getName(),
                manifest.getMode() == Mode.MODE_LOCKSTEP ? "lockstep" : "async",
                manifest.getOptimizer().getName(),
                manifest.getRangesList().stream()
                        .map(NodeRange::getKind)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("+")),
                manifest.getSoftwareVersion());
    }

    /** Returns the values in the order of the names. */
    List<String> values() {
        return List.of(policy, dataset, mode, optimizer, kind, version);
    }
}
