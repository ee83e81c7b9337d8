package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kafka.server.metadata.KRaftMetadataCache;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.server.common.KRaftVersion;
import org.junit.jupiter.api.Test;

/**
 * The broker that we bring along knows a partition without a leader. One that does not leaves the partition out when it
 * finishes a transaction after a kill, and a decision stands in the log twice (KAFKA-20734).
 */
class LeaderlessPartitionTest {

    private static final int NOBODY = -1;

    @Test
    void hasNobodyForItsLeaderAndIsThereAllTheSame() {
        // Given
        Uuid topic = Uuid.randomUuid();
        MetadataDelta delta =
                new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();
        delta.replay(new TopicRecord().setName("mask-changes").setTopicId(topic));
        delta.replay(new PartitionRecord()
                .setTopicId(topic)
                .setPartitionId(0)
                .setReplicas(List.of(0))
                .setIsr(List.of(0))
                .setLeader(NOBODY));
        KRaftMetadataCache cache = new KRaftMetadataCache(0, () -> KRaftVersion.KRAFT_VERSION_1);

        // When
        cache.setImage(delta.apply(MetadataProvenance.EMPTY));

        // Then
        ListenerName listener = new ListenerName("PLAINTEXT");
        assertThat(cache.getPartitionLeaderEndpoint("mask-changes", 0, listener))
                .contains(Node.noNode());
        assertThat(cache.getPartitionLeaderEndpoint("mask-changes", 1, listener))
                .isEmpty();
    }
}
