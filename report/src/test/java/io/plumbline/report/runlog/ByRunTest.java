package io.plumbline.report.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.RunEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ByRunTest {

    private static final Topics TOPICS = Topics.standard();
    private static final String RUNS = TOPICS.runs().name();
    private static final byte[] MANIFEST = RunEvent.newBuilder()
            .setManifest(Manifest.newBuilder().setPlannedSteps(10))
            .build()
            .toByteArray();

    private final ByRun<RunCollector> byRun = new ByRun<>(TOPICS, "wanted"::equals, RunCollector::new);

    @Test
    void collectsTheRecordsOfARunFromAllTopics() {
        // When
        byRun.accept(record(
                TOPICS.conditions().name(),
                "wanted",
                Condition.newBuilder().setStep(7).build().toByteArray()));
        byRun.accept(record(RUNS, "wanted", MANIFEST));

        // Then
        RunHistory history = byRun.of("wanted").flatMap(RunCollector::history).orElseThrow();
        assertThat(history.manifest().getPlannedSteps()).isEqualTo(10);
        assertThat(history.conditions()).extracting(Condition::getStep).containsExactly(7L);
    }

    @Test
    void leavesOutOtherRunsAndRecordsOfNone() {
        // When
        byRun.accept(record(RUNS, "other", MANIFEST));
        byRun.accept(record(RUNS, null, MANIFEST));

        // Then
        assertThat(byRun.all()).isEmpty();
    }

    @Test
    void leavesOutWhatIsMalformedAndReadsOn() {
        // When
        byRun.accept(record(RUNS, "wanted", new byte[] {-1, -1, -1}));
        byRun.accept(record(RUNS, "wanted", null));
        byRun.accept(record(RUNS, "wanted", MANIFEST));

        // Then
        assertThat(byRun.of("wanted").flatMap(RunCollector::history)).isPresent();
    }

    private static ConsumerRecord<String, byte[]> record(String topic, String key, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 0, key, value);
    }
}
