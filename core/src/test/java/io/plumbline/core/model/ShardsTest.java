package io.plumbline.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShardsTest {

    @Test
    void dealsEveryNodeToExactlyOneShardInOrder() {
        for (int nodes : new int[] {1, 2, 4095, 4096, 4097, 8192, 65_536}) {
            // Given
            Shards shards = new Shards(nodes);

            // When
            int dealt = 0;
            for (int shard = 0; shard < shards.count(); shard++) {
                assertThat(shards.first(shard)).isEqualTo(dealt);
                assertThat(shards.of(dealt)).isEqualTo(shard);
                dealt += shards.size(shard);
                assertThat(shards.of(dealt - 1)).isEqualTo(shard);
            }

            // Then
            assertThat(dealt).isEqualTo(nodes);
        }
    }

    @Test
    void refusesANetworkWithoutNodes() {
        assertThatThrownBy(() -> new Shards(0)).hasMessage("nodes must be at least 1, was 0");
    }

    @Test
    void refusesShardsAndNodesThatAreNotThere() {
        // Given
        Shards shards = new Shards(5000);

        // Then
        assertThatThrownBy(() -> shards.first(2)).hasMessage("shard 2 of 2");
        assertThatThrownBy(() -> shards.of(5000)).hasMessage("node 5000 of 5000");
    }
}
