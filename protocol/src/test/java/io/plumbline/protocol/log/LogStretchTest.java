package io.plumbline.protocol.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two partitions: the first begins at offset 3 and ends at 6, the second holds offsets 0 and 1. */
class LogStretchTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);
    private static final Duration AT_ONCE = Duration.ZERO;

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> read = new ArrayList<>();

    LogStretchTest() {
        consumer.updateBeginningOffsets(Map.of(FIRST, 3L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 6L, SECOND, 2L));
    }

    @Test
    void countsWhatIsLeftFromTheBeginning() {
        // When
        LogStretch<String> stretch = LogStretch.whole(consumer, List.of(FIRST, SECOND));

        // Then
        assertThat(stretch.left()).isEqualTo(5);
        assertThat(stretch.end(FIRST)).isEqualTo(6);
        assertThat(consumer.assignment()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void isReadWhereEveryPartitionWasReadToItsEnd() {
        // Given
        LogStretch<String> stretch = LogStretch.whole(consumer, List.of(FIRST, SECOND));
        add(FIRST, 3, 4, 5);

        // When
        stretch.readOn(AT_ONCE, this::note);
        long between = stretch.left();
        add(SECOND, 0, 1);
        stretch.readOn(AT_ONCE, this::note);

        // Then
        assertThat(between).isEqualTo(2);
        assertThat(stretch.left()).isZero();
        assertThat(read).containsExactly("0/3", "0/4", "0/5", "1/0", "1/1");
    }

    @Test
    void endsWhereTheLogEndedWhenItWasMadeAndIsReadOnPastThat() {
        // Given
        LogStretch<String> stretch = LogStretch.whole(consumer, List.of(SECOND));
        consumer.updateEndOffsets(Map.of(SECOND, 4L));
        add(SECOND, 0, 1, 2, 3);

        // When
        stretch.readOn(AT_ONCE, this::note);

        // Then
        assertThat(stretch.left()).isZero();
        assertThat(read).containsExactly("1/0", "1/1", "1/2", "1/3");
    }

    @Test
    void followsAConsumerThatIsMovedAfterwards() {
        // Given
        consumer.assign(List.of(FIRST, SECOND));
        LogStretch<String> stretch = LogStretch.ahead(consumer);

        // When
        consumer.seek(FIRST, 5);
        consumer.seek(SECOND, 2);

        // Then
        assertThat(stretch.left()).isEqualTo(1);
    }

    /** The last record of a transaction is followed by a mark that nobody is handed. */
    @Test
    void endsAtAMarkThatIsNoRecord() {
        // Given
        LogStretch<String> stretch = LogStretch.whole(consumer, List.of(SECOND));
        add(SECOND, 0);

        // When
        stretch.readOn(AT_ONCE, this::note);
        consumer.seek(SECOND, 2);

        // Then
        assertThat(stretch.left()).isZero();
        assertThat(read).containsExactly("1/0");
    }

    @Test
    void hasNothingLeftWhereAConsumerStandsPastTheEnd() {
        // Given
        consumer.assign(List.of(FIRST, SECOND));
        consumer.seek(FIRST, 9);
        consumer.seek(SECOND, 1);

        // When
        LogStretch<String> stretch = LogStretch.ahead(consumer, Duration.ofSeconds(1));

        // Then
        assertThat(stretch.left()).isEqualTo(1);
    }

    private void add(TopicPartition partition, long... offsets) {
        for (long offset : offsets) {
            consumer.addRecord(
                    new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "run", new byte[0]));
        }
    }

    private void note(ConsumerRecord<String, byte[]> record) {
        read.add(record.partition() + "/" + record.offset());
    }
}
