package io.plumbline.cli.pipeline;

import io.plumbline.gate.GateConfig;
import io.plumbline.gate.GateService;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.testkit.TopicReader;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.TrainerService;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;

/** The whole product on a broker of one partition: a gate, as many trainers as a test likes, and what the log says. */
final class Pipeline {

    private final String bootstrapServers;
    private final Topics topics;
    private final Path directory;

    Pipeline(Path directory) {
        this(
                directory,
                BrokerFixture.shared().bootstrapServers(),
                BrokerFixture.shared().freshTopics(1));
    }

    Pipeline(Path directory, String bootstrapServers, Topics topics) {
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    /** A gate; started again, it finds the state that the last one left. */
    GateService startGate() {
        return GateService.start(GateConfig.of(KafkaSettings.of(bootstrapServers), topics, directory.resolve("gate")));
    }

    TrainerConfig trainer(String run, String yaml) {
        return TrainerConfig.of(KafkaSettings.of(bootstrapServers), topics, RunDescription.parse(yaml))
                .named(run);
    }

    /** Trains a run from its first to its last step. */
    RunResult train(String run, String yaml) {
        return train(trainer(run, yaml));
    }

    static RunResult train(TrainerConfig config) {
        try (TrainerService trainer = TrainerService.start(config, RunListener.NONE)) {
            return trainer.await();
        }
    }

    /** Waits until the gate has decided step {@code last}, and returns all that the log holds of the run. */
    RecordedRun recorded(String run, long last) {
        try (var decisions = TopicReader.of(bootstrapServers, topics.maskChanges())) {
            decisions.until(
                    "the decision of step " + last + " of " + run,
                    all -> all.stream().anyMatch(d -> d.getRun().equals(run) && d.getStep() == last));
        }
        return RecordedRun.read(bootstrapServers, topics, run);
    }

    /** The same, all promises verified. */
    RecordedRun verified(String run, long last) {
        RecordedRun recorded = recorded(run, last);
        recorded.verify(PipelineGuarantee.all(recorded.manifest().getDecisionInterval()));
        return recorded;
    }
}
