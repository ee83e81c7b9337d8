package io.plumbline.trainer.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.trainer.resume.Deliveries.Delivery;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private static final String STATISTICS = "step-stats";
    private static final Claim OWN = new Claim(2, "own");

    private final Deliveries<String> deliveries =
            new Deliveries<>(new Mark(0, 10, 3, Map.of(STATISTICS, 40L), new Claim(1, "earlier")), OWN, STATISTICS);

    @Test
    void knowsTheLastStepWithAllBeforeItWhateverComesFirst() {
        // Given
        Delivery<String> eleven = deliveries.handOver("step 11", 11, 2);
        Delivery<String> ack = deliveries.handOver("ack", 0, 1);
        Delivery<String> twelve = deliveries.handOver("step 12", 12, 1);
        Mark behind = deliveries.mark();

        // When
        deliveries.acknowledged(twelve, STATISTICS, 52);
        deliveries.acknowledged(eleven, STATISTICS, 50);

        // Then: half of step 11 is there
        assertThat(deliveries.mark().step()).isEqualTo(10);
        assertThat(deliveries.mark().claim()).isEqualTo(new Claim(1, "earlier"));

        // When
        deliveries.acknowledged(eleven, STATISTICS, 51);

        // Then
        assertThat(deliveries.mark().step()).isEqualTo(11);
        assertThat(deliveries.mark().offsets()).containsExactly(Map.entry(STATISTICS, 52L));
        assertThat(deliveries.mark().claim()).isEqualTo(OWN);
        assertThat(deliveries.isSettled(behind)).isFalse();
        assertThat(deliveries.unsettled()).containsExactly("ack", "step 12");

        // When
        deliveries.acknowledged(ack, "mask-acks", 7);

        // Then
        assertThat(deliveries.isSettled(behind)).isTrue();
        assertThat(deliveries.mark().step()).isEqualTo(12);
        assertThat(deliveries.unsettled()).isEmpty();
    }

    @Test
    void keepsNothingOfStepsThatAreDroppedWhileABrokerIsAway() {
        // Given
        Delivery<String> underWay = deliveries.handOver("step 11", 11, 1);
        Delivery<String> event = deliveries.handOver("ack", 0, 1);

        // When
        for (long step = 12; step <= 100_000; step++) {
            deliveries.dropped(deliveries.handOver("step " + step, step, 1));
        }

        // Then
        assertThat(deliveries.unsettled()).containsExactly("step 11", "ack");
        assertThat(deliveries.mark().step()).isEqualTo(10);
        assertThat(deliveries.mark().dropped()).isEqualTo(3);

        // When
        deliveries.acknowledged(underWay, STATISTICS, 50);
        deliveries.acknowledged(event, "mask-acks", 1);

        // Then
        assertThat(deliveries.mark().step()).isEqualTo(100_000);
        assertThat(deliveries.mark().dropped()).isEqualTo(3 + 99_989);
        assertThat(deliveries.isSettled(deliveries.mark())).isTrue();
    }

    /** Against a list of all that was handed over. */
    @Test
    void agreesWithItsDefinitionInWhateverOrderThingsAreSettled() {
        for (int round = 0; round < 500; round++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            Deliveries<Integer> some = new Deliveries<>(Mark.beginning(Map.of()), OWN, STATISTICS);
            List<Delivery<Integer>> all = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(some.handOver(i, i % 3 == 0 ? 0 : i + 1, 1));
                order.add(i);
            }
            Collections.shuffle(order, random);
            boolean[] settled = new boolean[12];
            boolean[] dropped = new boolean[12];

            for (int i : order) {
                // When: events are never dropped
                settled[i] = true;
                dropped[i] = i % 3 != 0 && random.nextBoolean();
                if (dropped[i]) {
                    some.dropped(all.get(i));
                } else {
                    some.acknowledged(all.get(i), "topic", i);
                }

                // Then
                long step = 0;
                long lost = 0;
                for (int k = 0; k < 12 && settled[k]; k++) {
                    step = k % 3 == 0 ? step : k + 1;
                    lost += dropped[k] ? 1 : 0;
                }
                assertThat(some.mark().step()).as("seed %d", seed).isEqualTo(step);
                assertThat(some.mark().dropped()).as("seed %d", seed).isEqualTo(lost);
            }
            assertThat(some.isSettled(some.mark())).isTrue();
        }
    }
}
