package io.plumbline.gate;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How Kafka Streams runs the gate. Measured on one broker, statistics to mask: linger 100 → 0 ms takes 107 → 2.5 ms; a poll
 * of 100 ms would hide every shorter commit. After a SIGKILL the masks are silent for 43 s by the defaults, 1.7 s by these.
 */
final class StreamsSettings {

    /** Cache in front of both stores, for all runs: a network of 65,536 nodes takes 3 MiB. */
    private static final long CACHE = 32L << 20;

    /** Backlog held in memory per partition; one record is up to 110 KiB. */
    private static final int BACKLOG = 100;

    /** The least that Kafka Streams allows. */
    private static final long LOOK_MS = 60_000;

    /** One fetch is under way at a broker: what is assigned meanwhile waits for its end, half a second by default. */
    private static final int FETCH_MS = 50;

    private StreamsSettings() {}

    /** Returns the properties; those that people pass through win over those that are only there for speed. */
    static Properties of(GateConfig config) {
        Properties own = new Properties();
        own.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        own.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        own.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        own.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        own.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
        // A gate that comes back reads its runs' state first and takes them at the next look: after ten minutes by
        // default.
        own.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, LOOK_MS);
        own.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) config.replication());
        own.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        own.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE);
        own.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BACKLOG);
        own.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        own.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1000L);
        own.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        own.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5000);
        own.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_MS);
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_MS);
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6000);
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2000);
        own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BACKLOG);
        config.instanceId()
                .ifPresent(
                        id -> own.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), id));
        own.putAll(config.kafka().streams(config.applicationId()));
        return own;
    }
}
