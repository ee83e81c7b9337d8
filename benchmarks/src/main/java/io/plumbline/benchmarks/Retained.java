package io.plumbline.benchmarks;

import io.plumbline.protocol.Topic;
import io.plumbline.service.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** What is kept while a benchmark runs, and not behind it. */
final class Retained {

    private Retained() {}

    /** Lets a topic keep all of its records: what is missing in it was never there. */
    static void everything(KafkaSettings kafka, Topic<?> topic) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        AlterConfigOp unlimited = new AlterConfigOp(new ConfigEntry("retention.bytes", "-1"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(kafka.admin("benchmark-admin"))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(unlimited)))
                    .all()
                    .get();
        }
    }
}
