package io.plumbline.trainer;

import io.plumbline.core.model.Density;
import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.NetworkSpec;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Shape;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.run.Gating;
import io.plumbline.trainer.run.Length;
import io.plumbline.trainer.run.Network;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A run that is over, from which another goes on: with the nodes that are open, and all that the training remembers of them.
 * See {@code docs/decisions/resume.md}.
 *
 * @param run id
 * @param file its last checkpoint
 */
public record Parent(String run, Path file) {

    /**
     * Returns how the new run is described unless people say otherwise: as this one was, but for its length, its layers, which are
     * what is open, and what the gate was told of both.
     *
     * @param steps of the new run, at least 1
     * @return YAML
     * @throws ConfigurationException if the checkpoint cannot be read, in one sentence
     */
    public String description(long steps) {
        return description(checkpoint(), steps);
    }

    /** Returns the same, from what {@link #checkpoint} has read. */
    static String description(Checkpoint last, long steps) {
        RunDescription was = RunDescription.parse(last.head().description());
        List<Integer> open = open(was.network(), last);
        return new RunDescription(
                        was.data(),
                        was.network().withNodes(open),
                        was.optimizer(),
                        was.dropout(),
                        was.averageDecay(),
                        was.batch(),
                        new Length(steps, 0),
                        was.seed(),
                        was.mode(),
                        gating(was, open, last),
                        was.measuring(),
                        Set.of())
                .yaml();
    }

    /** Reads the checkpoint, whole. */
    Checkpoint checkpoint() {
        try {
            return Checkpoint.read(file);
        } catch (DataException unreadable) {
            throw new ConfigurationException(List.of(unreadable.getMessage()));
        }
    }

    private static List<Integer> open(Network network, Checkpoint last) {
        Layers layers = network.gatedLayers();
        return IntStream.range(0, layers.size())
                .map(l -> last.network().mask().openCount(layers.start(l), layers.end(l)))
                .boxed()
                .toList();
    }

    /** The steps of the schedule follow from the length of the new run. */
    private static Gating gating(RunDescription was, List<Integer> open, Checkpoint last) {
        GateSettings settings = was.gating().settings();
        List<OpenCounts> counts =
                settings.counts().stream().map(at -> atMost(open, at)).toList();
        double density = settings.schedule().finalDensity() / density(was.network(), open, last);
        Map<String, Double> rescaled =
                settings.schedule().selfTuned() ? Map.of() : Map.of("final-density", Math.min(1, density));
        return new Gating(
                was.gating().decisionInterval(),
                Optional.empty(),
                Optional.empty(),
                settings.with(rescaled).following(counts));
    }

    private static OpenCounts atMost(List<Integer> open, OpenCounts at) {
        return new OpenCounts(
                at.step(),
                IntStream.range(0, open.size())
                        .mapToObj(l -> Math.min(open.get(l), at.open().get(l)))
                        .toList());
    }

    /** ρ is a share of the network that this run began with: it stays one. */
    private static double density(Network network, List<Integer> open, Checkpoint last) {
        List<NamedArray> weights = last.network().weights();
        int classes = weights.get(weights.size() - 1).shape()[0];
        NetworkSpec whole = network.spec(new Shape(last.head().example()), classes);
        return Density.of(whole.architecture())
                .of(open.stream().mapToDouble(Integer::doubleValue).toArray());
    }
}
