package io.plumbline.trainer;

import io.plumbline.engine.EngineState;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.data.DataException;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.StartException;
import io.plumbline.service.Version;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import io.plumbline.trainer.resume.Deliveries.Mark;
import io.plumbline.trainer.resume.Past;
import io.plumbline.trainer.resume.PastReader;
import io.plumbline.trainer.run.Mode;
import io.plumbline.trainer.run.RunName;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where a run goes on, and claims it: a new one from its beginning, another from a checkpoint and what the log holds
 * behind that. See {@code docs/decisions/resume.md}.
 */
final class Takeover {

    private static final Logger LOG = LoggerFactory.getLogger(Takeover.class);
    private static final long CLAIM_SECONDS = 30;

    private final Prepared prepared;
    private final String id;
    private final RunLog log;
    private final Producer<String, byte[]> producer;
    private final Consumer<String> trouble;

    /**
     * Prepares.
     *
     * @param trouble is told in a sentence of checkpoints that cannot be used
     */
    Takeover(Prepared prepared, String id, RunLog log, Producer<String, byte[]> producer, Consumer<String> trouble) {
        this.prepared = prepared;
        this.id = id;
        this.log = log;
        this.producer = producer;
        this.trouble = trouble;
    }

    /**
     * A run that is this process's own.
     *
     * @param from checkpoint to go on from
     * @param behind it
     * @param manifest that claimed it; empty: the run has ended, which only has to be said
     */
    record Taken(Checkpoint from, Continuation behind, Optional<Manifest> manifest) {}

    /** A checkpoint, and what the log holds behind it. */
    private record Candidate(Checkpoint from, PastReader reader) {}

    /**
     * Takes the run.
     *
     * @param manifest makes that of an attempt
     * @throws ConfigurationException if it cannot go on, in one sentence
     * @throws RunOverException if it is over
     * @throws StartException if another process has claimed it, or Kafka does not answer
     */
    Taken take(PruningEngine engine, Function<Claim, Manifest> manifest) {
        Candidate candidate = prepared.config().resume() ? newest() : beginning(engine);
        PastReader reader = candidate.reader;
        if (reader.isOver()) {
            throw new RunOverException("run '" + id + "' is over: all its "
                    + prepared.run().length().steps() + " steps are made, or its end came before");
        }
        Optional<Manifest> claimed = reader.isEnded()
                ? Optional.empty()
                : Optional.of(claim(reader, manifest, candidate.from.head().parent()));
        Head head = candidate.from.head();
        if (prepared.config().resume()) {
            engine.state(candidate.from.network());
        }
        Past past = reader.past(head.step());
        LOG.info(
                "run={} attempt={} goes on after step={}, published step={} shards={} missing={}",
                id,
                reader.claim().attempt(),
                head.step(),
                past.step(),
                past.shards(),
                past.missing());
        return new Taken(
                candidate.from,
                new Continuation(reader.claim(), past, head.mark().behind(past)),
                claimed);
    }

    /** In lockstep one that is ahead of the log is of no use: its steps were not published, and must be. */
    private Candidate newest() {
        CheckpointFolder folder = folder().orElseThrow();
        boolean lockstep = prepared.run().mode() == Mode.LOCKSTEP;
        Optional<Candidate> found = folder.newest(
                id,
                checkpoint -> {
                    requireSame(checkpoint.head());
                    Mark mark = checkpoint.head().mark();
                    PastReader reader = new PastReader(mark.claim(), mark.step());
                    log.read(mark.offsets(), reader);
                    boolean ahead = reader.step() < checkpoint.head().step();
                    return lockstep && ahead ? Optional.empty() : Optional.of(new Candidate(checkpoint, reader));
                },
                trouble);
        return found.orElseThrow(() -> new ConfigurationException(
                List.of("run '" + id + "' has no checkpoint in " + folder.directory() + " that can be used")));
    }

    private void requireSame(Head head) {
        if (!head.data().equals(prepared.data().sha256())) {
            throw new ConfigurationException(List.of("the data are not those of run '" + id + "': their SHA-256 is "
                    + prepared.data().sha256() + ", that of the checkpoint " + head.data()));
        }
        List<String> differences =
                Differences.of(head.description(), prepared.run().yaml());
        if (!differences.isEmpty()) {
            throw new ConfigurationException(
                    List.of("run '" + id + "' goes on as it was described, but " + String.join(", ", differences)));
        }
        if (!head.software().equals(Version.number())) {
            trouble.accept("the checkpoint was written by version " + head.software() + ", this is " + Version.number()
                    + ": steps may differ in their last bits");
        }
    }

    private Candidate beginning(PruningEngine engine) {
        Optional<Parent> parent = prepared.config().origin().parent();
        parent.ifPresent(other -> engine.state(new Inheritance(prepared, id, other).state()));
        Map<String, Long> ends = log.goToEnds();
        long decisions = ends.get(prepared.config().topics().maskChanges().name());
        Head head = new Head(
                id,
                parent.map(Parent::run).orElse(""),
                prepared.run().yaml(),
                prepared.data().sha256(),
                prepared.data().training().shape().sizes(),
                Version.number(),
                false,
                Claim.NONE,
                0,
                false,
                new Head.Masks(0, List.of(), List.of()),
                DecisionInbox.Read.from(decisions),
                Mark.beginning(ends),
                List.of(),
                Prunings.NONE,
                TallyState.NOTHING);
        // A copy of a large network is made for its file alone.
        Checkpoint first = new Checkpoint(
                head,
                folder().isPresent()
                        ? engine.state()
                        : EngineState.allOpen(engine.mask().nodes()));
        folder().ifPresent(files -> begin(files, first));
        return new Candidate(first, new PastReader(Claim.NONE, 0));
    }

    private void begin(CheckpointFolder files, Checkpoint first) {
        if (!files.files().isEmpty()) {
            throw new ConfigurationException(List.of(files.directory()
                    + " holds checkpoints of a run: give its id by --resume to go on with it, or another directory"));
        }
        try {
            files.write(first);
        } catch (DataException unwritable) {
            // Told before anything is trained; later a checkpoint that fails costs nothing but itself.
            throw new ConfigurationException(List.of(unwritable.getMessage()));
        }
    }

    private Optional<CheckpointFolder> folder() {
        return prepared.config().checkpoints().folder();
    }

    /** The first claim of an attempt counts; until it is known to be ours, nothing else is written. */
    private Manifest claim(PastReader reader, Function<Claim, Manifest> manifest, String parent) {
        Claim own = new Claim(reader.claim().attempt() + 1, RunName.claim(new SecureRandom()));
        Manifest said = manifest.apply(own).toBuilder().setParent(parent).build();
        write(StepEvent.newBuilder().setManifest(said).build());
        log.readOn(reader);
        if (!reader.claim().equals(own)) {
            throw new StartException("another process has taken run '" + id + "' at the same time, as attempt "
                    + reader.claim().attempt() + ": this one ends, and has published nothing");
        }
        return said;
    }

    private void write(StepEvent event) {
        String topic = prepared.config().topics().stepStats().name();
        try {
            producer.send(new ProducerRecord<>(topic, id, event.toByteArray())).get(CLAIM_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw new StartException(Preflight.sentence(prepared.config(), refused.getCause()), refused);
        } catch (TimeoutException late) {
            throw new StartException(Preflight.sentence(prepared.config(), late), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while claiming the run", interrupted);
        }
    }
}
