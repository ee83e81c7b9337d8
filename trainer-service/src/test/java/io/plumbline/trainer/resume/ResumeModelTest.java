package io.plumbline.trainer.resume;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.ModelTrainer.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The protocol of {@code docs/decisions/resume.md}, killed between every two actions. */
class ResumeModelTest {

    private static final long STEPS = 24;
    private static final String POLICY = "structured-dropout";

    /** Drawn anew every time; a failure names it, and {@code -Dmodel.seed} makes it again. */
    private final long seed = Long.getLong("model.seed", new Random().nextLong());

    @Test
    void inLockstepARunKilledAnywhereEndsAsIfNothingHadHappened() {
        // Given
        Ending undisturbed = undisturbed();

        // When, Then
        for (long kill = 1; kill <= undisturbed.world.actions; kill++) {
            ModelWorld world = world(true, seed);
            world.killAfter(kill);
            kill(new ModelTrainer(world), world);
            world.killAfter(0);
            assertSame(finish(world), undisturbed, "seed " + seed + ", killed at action " + kill);
        }
    }

    @Test
    void inLockstepARunKilledAgainAndAgainEndsAsIfNothingHadHappened() {
        // Given
        Ending undisturbed = undisturbed();
        Random random = new Random(seed);

        // When, Then
        for (int round = 0; round < 150; round++) {
            ModelWorld world = world(true, random.nextLong());
            int kills = 0;
            for (boolean over = false; !over && kills < 40; kills++) {
                world.killAfter(1 + random.nextInt(120));
                over = kill(new ModelTrainer(world), world);
            }
            world.killAfter(0);
            assertSame(finish(world), undisturbed, "seed " + seed + ", round " + round + ", kills " + kills);
        }
    }

    @Test
    void inLockstepARunStoppedWithoutABrokerEndsAsIfNothingHadHappened() {
        // Given
        Ending undisturbed = undisturbed();
        Random random = new Random(seed);

        // When, Then
        for (int round = 0; round < 150; round++) {
            ModelWorld world = world(true, random.nextLong());
            stopWithoutBroker(world, random);
            assertSame(finish(world), undisturbed, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void inAsyncModeEveryStepIsPublishedOnceOrCountedAsDropped() {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ModelWorld world = world(false, random.nextLong());
            for (int kills = random.nextInt(6); kills > 0; kills--) {
                if (random.nextInt(4) == 0) {
                    stopWithoutBroker(world, random);
                }
                world.killAfter(1 + random.nextInt(150));
                kill(new ModelTrainer(world), world);
            }
            world.killAfter(0);
            assertKept(finish(world), "seed " + seed + ", round " + round);
        }
    }

    @Test
    void ofTwoThatClaimAnAttemptOneGoesOn() {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            // Given: a run that was killed, and two that go on with it; one of them claims between the other's two
            // actions
            ModelWorld world = world(true, random.nextLong());
            world.killAfter(60 + random.nextInt(60));
            kill(new ModelTrainer(world), world);
            world.killAfter(0);
            PastReader before = new PastReader(Claim.NONE, 0);
            world.log(ModelWorld.STATISTICS, StepEvent.class).forEach(before::accept);
            int attempt = before.claim().attempt() + 1;
            world.logs
                    .get(ModelWorld.STATISTICS)
                    .add(StepEvent.newBuilder()
                            .setManifest(Manifest.newBuilder()
                                    .setRun(ModelWorld.RUN)
                                    .setAttempt(attempt)
                                    .setClaim("other"))
                            .build());
            long published = world.logs.get(ModelWorld.STATISTICS).size();
            ModelTrainer late = new ModelTrainer(
                    world, Optional.of(new Claim(attempt - 1, before.claim().id())));

            // When
            End end = late.run();

            // Then: it has written its claim and nothing else
            assertThat(end).as("seed " + seed).isEqualTo(End.LOST);
            assertThat(world.logs.get(ModelWorld.STATISTICS)).hasSize((int) published + 1);
            world.settle();
            assertThat(world.gate.refused)
                    .containsExactly("claim " + late.claim().id() + " of attempt " + attempt);
        }
    }

    private record Ending(ModelWorld world, ModelTrainer trainer) {}

    private ModelWorld world(boolean lockstep, long ofSeed) {
        return new ModelWorld(POLICY, lockstep, STEPS, ofSeed);
    }

    private Ending undisturbed() {
        Ending ending = finish(world(true, seed));
        assertThat(ending.world.log(ModelWorld.ACKS, MaskAck.class))
                .as("it shows nothing where no mask changes")
                .anyMatch(MaskAck::hasApplied)
                .anyMatch(MaskAck::hasRejected);
        return ending;
    }

    /** Runs until it is killed; returns whether it came to its end before. */
    private static boolean kill(ModelTrainer trainer, ModelWorld world) {
        try {
            trainer.run();
            return true;
        } catch (ModelWorld.Killed killed) {
            return false;
        } finally {
            world.forget();
        }
    }

    private static void stopWithoutBroker(ModelWorld world, Random random) {
        world.killAfter(20 + random.nextInt(200));
        ModelTrainer trainer = new ModelTrainer(world) {
            @Override
            void killed() {
                world.broker(true);
                stop();
            }
        };
        kill(trainer, world);
        world.broker(false);
        world.killAfter(0);
    }

    private static Ending finish(ModelWorld world) {
        ModelTrainer trainer = new ModelTrainer(world);
        End end = trainer.run();
        world.settle();
        assertThat(end).isIn(End.FINISHED, End.OVER);
        return new Ending(world, trainer);
    }

    private static void assertSame(Ending ending, Ending undisturbed, String how) {
        assertThat(ending.world.gate.last).as(how).isEqualTo(undisturbed.world.gate.last);
        assertThat(ending.world.gate.folded).as(how).isEqualTo(undisturbed.world.gate.folded);
        assertThat(ending.world.gate.refused).as(how).isEmpty();
        assertThat(decisions(ending.world)).as(how).isEqualTo(decisions(undisturbed.world));
        assertThat(acks(ending.world)).as(how).isEqualTo(acks(undisturbed.world));
        assertThat(evaluations(ending.world)).as(how).isEqualTo(evaluations(undisturbed.world));
    }

    private static void assertKept(Ending ending, String how) {
        ModelWorld world = ending.world;
        assertThat(world.gate.folded).as(how).doesNotHaveDuplicates();
        assertThat(world.gate.refused).as(how).isEmpty();
        List<String> decided = decisions(world).stream()
                .map(decision -> Long.toString(decision.getStep()))
                .toList();
        assertThat(decided)
                .as(how)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS / 2)
                        .mapToObj(i -> Long.toString(2 * i))
                        .toList());
        long whole =
                world.gate.folded.stream().filter(part -> part.endsWith("/1")).count();
        ending.trainer
                .dropped()
                .ifPresent(dropped -> assertThat(whole + dropped).as(how).isEqualTo(STEPS));
        long announced = decisions(world).stream().filter(MaskChange::hasChange).count();
        assertThat(acks(world)).as(how).hasSizeBetween((int) announced - 1, (int) announced);
    }

    private static List<MaskChange> decisions(ModelWorld world) {
        return world.log(ModelWorld.DECISIONS, MaskChange.class).stream()
                .map(decision -> decision.toBuilder().setAttempt(0).build())
                .toList();
    }

    /** Answers by version, of the highest attempt. */
    private static Map<Long, MaskAck> acks(ModelWorld world) {
        Map<Long, MaskAck> acks = new TreeMap<>();
        world.log(ModelWorld.ACKS, MaskAck.class).stream()
                .map(ack -> ack.toBuilder().setAttempt(0).build())
                .forEach(ack -> acks.put(ack.getVersion(), ack));
        return acks;
    }

    /** Losses by step, of the highest attempt. */
    private static Map<Long, Double> evaluations(ModelWorld world) {
        Map<Long, Double> losses = new HashMap<>();
        world.log(ModelWorld.EVALUATIONS, EvaluationEvent.class)
                .forEach(event -> losses.put(
                        event.getEvaluation().getStep(), event.getEvaluation().getTrainingLoss()));
        return losses;
    }
}
