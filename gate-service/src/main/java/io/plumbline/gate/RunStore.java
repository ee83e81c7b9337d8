package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.NodeAverages;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.model.Shards;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.v1.Manifest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * What the gate remembers of its runs: a state each, with the manifest and the time it was last heard of, and one blob a
 * shard. Kept in RocksDB behind the cache, so that a step costs no disk; a blob a node would cost hundreds of milliseconds.
 */
final class RunStore {

    static final String HEADS = "run-heads";
    static final String AVERAGES = "node-averages";

    /** Changelogs are compacted in closed segments only: small ones keep a restart short. */
    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", Integer.toString(16 << 20));

    /** Version of the stored form of a run: grows with every change that older gates cannot read. */
    private static final int FORMAT = 4;

    private static final int HEADER = Integer.BYTES + Long.BYTES + Integer.BYTES;

    private final KeyValueStore<Bytes, byte[]> heads;
    private final KeyValueStore<Bytes, byte[]> averages;
    /** Read once: reading a manifest and its settings for every record would cost more than the record itself. */
    private final Map<String, Known> known = new HashMap<>();

    RunStore(ProcessorContext<byte[], byte[]> context) {
        heads = context.getStateStore(HEADS);
        averages = context.getStateStore(AVERAGES);
    }

    /** Returns the builders of both stores. */
    static Set<StoreBuilder<?>> builders() {
        // In a fixed order, in which the description of the topology lists them.
        return new LinkedHashSet<>(List.of(builder(HEADS), builder(AVERAGES)));
    }

    private static StoreBuilder<?> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                .withCachingEnabled();
    }

    /**
     * The stored state of a run.
     *
     * @param manifest of its attempt
     * @param plan that the manifest says
     * @param lastRecordMs time of its last record
     * @param state of its gate
     */
    record Held(Manifest manifest, RunPlan plan, long lastRecordMs, ByteBuffer state) {}

    /** A manifest and what was read from it. */
    private record Known(ByteBuffer said, Manifest manifest, RunPlan plan) {}

    /** Returns the stored state of a run; empty if it is unknown. */
    Optional<Held> find(String run) {
        return Optional.ofNullable(heads.get(key(run))).map(bytes -> held(run, bytes));
    }

    /** Keeps a run. */
    void save(String run, Manifest manifest, GateState state, long lastRecordMs) {
        byte[] kept = state.toBytes();
        ByteBuffer said = said(run, manifest);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + said.remaining() + kept.length);
        bytes.putInt(FORMAT)
                .putLong(lastRecordMs)
                .putInt(said.remaining())
                .put(said)
                .put(kept);
        heads.put(key(run), bytes.array());
    }

    private ByteBuffer said(String run, Manifest manifest) {
        Known read = known.get(run);
        boolean same = read != null && read.manifest.equals(manifest);
        return same ? read.said.duplicate() : ByteBuffer.wrap(manifest.toByteArray());
    }

    /** Removes a run. */
    void remove(String run, Shards shards) {
        heads.delete(key(run));
        known.remove(run);
        for (int shard = 0; shard < shards.count(); shard++) {
            averages.delete(key(run, shard));
        }
    }

    /** Calls the visitor with every stored run. */
    void forEach(BiConsumer<String, Held> look) {
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> iterator = heads.all()) {
            iterator.forEachRemaining(all::add);
        }
        // Outside of the iterator, since the visitor may remove runs.
        all.forEach(entry -> {
            String run = new String(entry.key.get(), UTF_8);
            look.accept(run, held(run, entry.value));
        });
    }

    /** Returns where the averages of a run's shards are kept. */
    Averages averagesOf(String run, Shards shards) {
        return new Averages() {
            @Override
            public NodeAverages get(int shard) {
                byte[] bytes = averages.get(key(run, shard));
                return bytes == null
                        ? NodeAverages.empty(shards, shard)
                        : NodeAverages.readFrom(ByteBuffer.wrap(bytes));
            }

            @Override
            public void put(int shard, NodeAverages nodes) {
                ByteBuffer bytes = ByteBuffer.allocate(nodes.bytes());
                nodes.writeTo(bytes);
                averages.put(key(run, shard), bytes.array());
            }
        };
    }

    private Held held(String run, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != FORMAT) {
            throw new StateFormatException(FORMAT);
        }
        long lastRecordMs = in.getLong();
        int length = in.getInt();
        Known read = known.get(run);
        ByteBuffer said = ByteBuffer.wrap(bytes, HEADER, length);
        if (read == null || !read.said.equals(said)) {
            read = read(ByteBuffer.wrap(Arrays.copyOfRange(bytes, HEADER, HEADER + length)));
            known.put(run, read);
        }
        in.position(HEADER + length);
        return new Held(read.manifest, read.plan, lastRecordMs, in);
    }

    private static Known read(ByteBuffer said) {
        try {
            Manifest manifest = Manifest.parseFrom(said.duplicate());
            return new Known(said, manifest, Plans.of(manifest));
        } catch (InvalidProtocolBufferException | BadRecordException e) {
            throw new IllegalStateException("the kept manifest of a run cannot be read: " + e.getMessage(), e);
        }
    }

    private static Bytes key(String run) {
        return Bytes.wrap(run.getBytes(UTF_8));
    }

    /** Run ids hold no slash. */
    private static Bytes key(String run, int shard) {
        return key(run + "/" + shard);
    }
}
