package io.plumbline.trainer.resume;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.ModelTrainer.Saved;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a trainer of the model finds its checkpoint, reads the log behind it, and claims the run. */
final class ModelEntry {

    private final ModelWorld world;
    private final Optional<Claim> believed;
    private final Map<String, Integer> positions = new HashMap<>();
    private PastReader reader = new PastReader(Claim.NONE, 0);
    private Claim claim = Claim.NONE;

    /** Enters a world; {@code believed} is what it takes for the claim in force whatever it reads. */
    ModelEntry(ModelWorld world, Optional<Claim> believed) {
        this.world = world;
        this.believed = believed;
    }

    PastReader reader() {
        return reader;
    }

    Claim claim() {
        return claim;
    }

    /** The newest checkpoint that the log has caught up with. */
    Saved choose() {
        for (Saved saved : world.checkpoints.descendingMap().values()) {
            reader = new PastReader(saved.mark().claim(), saved.mark().step());
            positions.clear();
            saved.mark().offsets().forEach((topic, offset) -> positions.put(topic, offset.intValue()));
            ModelWorld.TOPICS.forEach(topic -> read(topic, world.ends().get(topic)));
            claim = reader.claim();
            if (!world.plan.lockstep() || reader.step() >= saved.step()) {
                return saved;
            }
        }
        throw new AssertionError("no checkpoint that the log has caught up with");
    }

    /** Claims the next attempt; returns whether nobody was faster. */
    boolean claims(Runnable killed) {
        claim = new Claim(believed.orElseGet(reader::claim).attempt() + 1, "claim-" + world.random.nextLong());
        Manifest manifest = Manifest.newBuilder()
                .setRun(ModelWorld.RUN)
                .setAttempt(claim.attempt())
                .setClaim(claim.id())
                .build();
        long mine = world.write(
                ModelWorld.STATISTICS,
                StepEvent.newBuilder().setManifest(manifest).build(),
                killed);
        ModelWorld.TOPICS.forEach(topic -> read(
                topic,
                topic.equals(ModelWorld.STATISTICS) ? mine + 1 : world.ends().get(topic)));
        return reader.claim().equals(claim);
    }

    private void read(String topic, long end) {
        List<MessageLite> log = world.logs.get(topic);
        for (int at = positions.getOrDefault(topic, 0); at < end; at++) {
            MessageLite record = log.get(at);
            if (record instanceof StepEvent event) {
                reader.accept(event);
            } else if (record instanceof MaskAck ack) {
                reader.accept(ack);
            } else if (record instanceof EvaluationEvent event) {
                reader.accept(event);
            } else if (record instanceof RunEvent event) {
                reader.accept(event);
            }
        }
        positions.merge(topic, (int) end, Math::max);
    }
}
