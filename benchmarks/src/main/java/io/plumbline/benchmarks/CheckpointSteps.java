package io.plumbline.benchmarks;

import io.plumbline.engine.NativeThreads;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import io.plumbline.engine.StepRecord;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointFolder;
import io.plumbline.trainer.checkpoint.CheckpointWriter;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.checkpoint.TallyState;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a checkpoint costs the steps around it: MLP 784-512-512-10, batch 128, Adam. Blocks of 20 steps in turn, before every
 * other of which a checkpoint is copied, while the thread that writes it works beside the steps. The copy counts as part of the
 * first step.
 */
public final class CheckpointSteps {

    private static final int WARM_UP = 300;
    private static final int BLOCK = 20;

    private final ReferenceMlp mlp = new ReferenceMlp(ProbeSpec.DRAWS);
    private final PruningEngine engine = mlp.engine();
    private final StepRecord record = StepRecord.of(engine.layers().nodes());
    private final List<Double> writtenMs = new CopyOnWriteArrayList<>();
    private long turn;

    private CheckpointSteps() {}

    /** Measures and prints; argument: the number of blocks of each kind, 40 without one. */
    public static void main(String[] args) throws IOException {
        int blocks = args.length > 0 ? Integer.parseInt(args[0]) : 40;
        CheckpointSteps steps = new CheckpointSteps();
        System.out.printf("native threads: %d, load average %.1f%n", NativeThreads.inForce(), Load.average());
        steps.measure(blocks);
        System.out.printf("load average %.1f%n", Load.average());
    }

    private void measure(int blocks) throws IOException {
        Path directory = Files.createTempDirectory("checkpoint-steps");
        CheckpointFolder folder = new CheckpointFolder(directory, 2);
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        try (CheckpointWriter writer = new CheckpointWriter(folder, mark -> true, seen())) {
            for (int i = 0; i < WARM_UP; i++) {
                step();
            }
            for (int block = 0; block < blocks; block++) {
                block(without, 0);
                long begin = System.nanoTime();
                writer.offer(checkpoint());
                double copied = (System.nanoTime() - begin) / 1e6;
                copies.add(copied);
                block(with, copied);
            }
        }
        long bytes = Files.size(folder.files().get(0));
        for (Path file : folder.files()) {
            Files.delete(file);
        }
        Files.delete(directory);
        System.out.printf(
                "step %.2f ms, around a checkpoint %.2f ms: %.3f x; copy %.1f ms, written in %.0f ms, %.1f MB%n",
                median(without),
                median(with),
                median(with) / median(without),
                median(copies),
                median(writtenMs),
                bytes / 1e6);
    }

    private CheckpointWriter.Listener seen() {
        return new CheckpointWriter.Listener() {
            @Override
            public void written(Path file, long step, double ms) {
                writtenMs.add(ms);
            }

            @Override
            public void failed(String sentence) {
                throw new IllegalStateException(sentence);
            }
        };
    }

    private void block(List<Double> times, double firstMs) {
        double more = firstMs;
        for (int i = 0; i < BLOCK; i++) {
            times.add(step() + more);
            more = 0;
        }
    }

    private double step() {
        turn++;
        long begin = System.nanoTime();
        engine.step(mlp.batch(turn), record);
        return (System.nanoTime() - begin) / 1e6;
    }

    private Checkpoint checkpoint() {
        Mark mark = Mark.beginning(Map.of());
        Head head = new Head(
                "benchmark",
                "",
                "",
                "",
                List.of(1),
                "",
                false,
                new Claim(1, ""),
                turn,
                false,
                new Head.Masks(0, List.of(), List.of()),
                DecisionInbox.Read.from(0),
                mark,
                List.of(),
                new Head.Pruning("", List.of()),
                TallyState.NOTHING);
        return new Checkpoint(head, engine.state());
    }

    private static double median(List<Double> values) {
        return EngineSteps.median(
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
