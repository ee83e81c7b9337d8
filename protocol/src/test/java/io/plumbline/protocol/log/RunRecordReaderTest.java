package io.plumbline.protocol.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RunRecordReaderTest {

    private static final Topics TOPICS = Topics.standard();
    private static final long AT = 1_700_000_000_000L;
    private static final RunEvent MANIFEST =
            RunEvent.newBuilder().setManifest(Manifest.newBuilder().setRun("a")).build();
    private static final EvaluationEvent EVALUATION = EvaluationEvent.newBuilder()
            .setEvaluation(Evaluation.newBuilder().setStep(7))
            .build();
    private static final Condition CONDITION = Condition.newBuilder().setStep(8).build();
    private static final MaskChange CHANGE = MaskChange.newBuilder().setStep(9).build();
    private static final MaskAck ACK = MaskAck.newBuilder().setVersion(1).build();

    private final RunRecordReader<String> reader = RunRecordReader.ofText(TOPICS);
    private final Everything read = new Everything();

    @Test
    void handsEveryKindOnWithTheRunOfItsKeyAndItsTime() throws BadRecordException {
        // When
        reader.read(record(TOPICS.runs(), "a", MANIFEST), read);
        reader.read(record(TOPICS.evaluations(), "b", EVALUATION), read);
        reader.read(record(TOPICS.conditions(), "c", CONDITION), read);
        reader.read(record(TOPICS.maskChanges(), "d", CHANGE), read);
        reader.read(record(TOPICS.maskAcks(), "e", ACK), read);

        // Then
        assertThat(read.all)
                .containsExactly(
                        new Read(MANIFEST, "a", AT),
                        new Read(EVALUATION, "b", AT),
                        new Read(CONDITION, "c", AT),
                        new Read(CHANGE, "d", AT),
                        new Read(ACK, "e", AT));
    }

    @Test
    void readsTheRunOfKeysThatAreBytesAndNoneWhereThereIsNoKey() throws BadRecordException {
        // Given
        RunRecordReader<byte[]> ofBytes = RunRecordReader.ofBytes(TOPICS);

        // When
        ofBytes.read(record(TOPICS.maskAcks(), "läuft".getBytes(UTF_8), ACK), read);
        ofBytes.read(record(TOPICS.maskAcks(), null, ACK), read);

        // Then
        assertThat(read.all).extracting(Read::run).containsExactly("läuft", "");
    }

    @Test
    void leavesOutKindsThatNobodyTakes() throws BadRecordException {
        // Given
        RunRecords takesNothing = new RunRecords() {};

        // When
        reader.read(record(TOPICS.conditions(), "a", CONDITION), takesNothing);

        // Then
        assertThat(read.all).isEmpty();
    }

    @Test
    void refusesWhatIsNoEventOfItsTopic() {
        // Given
        List<Optional<byte[]>> malformed = List.of(Optional.of(new byte[] {-1, -1, -1}), Optional.empty());

        for (Optional<byte[]> value : malformed) {
            // When, Then
            assertThatThrownBy(() -> reader.read(raw(TOPICS.runs().name(), "a", value.orElse(null)), read))
                    .asInstanceOf(type(BadRecordException.class))
                    .extracting(BadRecordException::cause)
                    .isEqualTo(Cause.MALFORMED);
        }
        assertThat(read.all).isEmpty();
    }

    @Test
    void handsOnWhatTheListenerRefuses() {
        // Given
        RunRecords refuses = new RunRecords() {
            @Override
            public void accept(MaskAck event, String run, long atMs) throws BadRecordException {
                throw new BadRecordException(Cause.INVALID, "neither applied nor rejected");
            }
        };

        // When, Then
        assertThatThrownBy(() -> reader.read(record(TOPICS.maskAcks(), "a", ACK), refuses))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("neither applied nor rejected");
    }

    @Test
    void knowsWhichTopicsBelongToIt() {
        assertThat(reader.topics())
                .startsWith(TOPICS.runs().name())
                .hasSize(5)
                .doesNotContain(TOPICS.stepStats().name());
        assertThatThrownBy(() -> reader.read(raw(TOPICS.stepStats().name(), "a", new byte[0]), read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was plumbline.step-stats.v1");
    }

    private static <K> ConsumerRecord<K, byte[]> record(Topic<?> topic, K key, MessageLite event) {
        return raw(topic.name(), key, event.toByteArray());
    }

    private static <K> ConsumerRecord<K, byte[]> raw(String topic, K key, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                AT,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private record Read(MessageLite event, String run, long atMs) {}

    /** Keeps all that it is handed. */
    private static final class Everything implements RunRecords {

        private final List<Read> all = new ArrayList<>();

        @Override
        public void accept(RunEvent event, String run, long atMs) {
            all.add(new Read(event, run, atMs));
        }

        @Override
        public void accept(EvaluationEvent event, String run, long atMs) {
            all.add(new Read(event, run, atMs));
        }

        @Override
        public void accept(Condition event, String run, long atMs) {
            all.add(new Read(event, run, atMs));
        }

        @Override
        public void accept(MaskChange event, String run, long atMs) {
            all.add(new Read(event, run, atMs));
        }

        @Override
        public void accept(MaskAck event, String run, long atMs) {
            all.add(new Read(event, run, atMs));
        }
    }
}
