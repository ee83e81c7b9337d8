package io.plumbline.experiments;

import io.plumbline.engine.data.Shape;
import io.plumbline.service.Configuration;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Small plans for tests. */
final class Plans {

    static final PlanData PLAN_DATA =
            new PlanData(Path.of("nowhere"), "0.0.0", "00", "digits", 200, 50, Shape.of(8), 2);

    private Plans() {}

    /** Returns a plan of these methods on digits: layers 4 and 4, rates 0.1 and 0.2, tuning seeds 11 to 13. */
    static Plan of(String methods, String seeds) {
        return read(Map.of("methods", methods, "seeds", seeds));
    }

    /** Returns a plan; its subject is the scheduled gating network, where that is a method, unless it is given. */
    static Plan read(Map<String, String> more) {
        Map<String, String> keys = new LinkedHashMap<>(Map.of(
                "network.layers", "4,4",
                "optimizer.name", "sgd",
                "steps", "100",
                "evaluation-interval", "10",
                "learning-rates", "0.1,0.2",
                "tuning-seeds", "11,12,13",
                "targets", "1.0,0.5",
                "workers", "2"));
        keys.putAll(more);
        if (more.getOrDefault("methods", "").matches("(.*,)?gating-network(,.*)?")) {
            keys.putIfAbsent("subject", "gating-network");
        }
        return Configuration.of(keys).finish(configuration -> Plan.read(configuration, "a plan"));
    }
}
