package io.plumbline.trainer;

import io.plumbline.core.model.Architecture;
import io.plumbline.engine.MemoryNeed;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Examples;
import io.plumbline.engine.data.LoadListener;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.run.RunDescription;
import io.plumbline.trainer.run.RunMemory;
import java.util.List;
import java.util.Optional;

/**
 * A run that can be trained: its data are read and its settings fit them. Nothing was written and no service was asked,
 * so that every error can be reported before anything is created.
 */
public final class Prepared {

    private final TrainerConfig config;
    private final DataSet data;
    private final RunDescription run;

    private Prepared(TrainerConfig config, DataSet data) {
        this.config = config;
        this.data = data;
        this.run = config.description().resolve(data.training().size());
        run.data().augment().requireFits(data.training().shape());
        requireMemory();
    }

    /** Reads the data as {@link #of(TrainerConfig, LoadListener)} does, without reporting progress. */
    static Prepared of(TrainerConfig config) {
        return of(config, LoadListener.NONE);
    }

    /**
     * Reads the data, completes the settings, and checks that there is memory for both.
     *
     * @param loading is called with the progress of the reading, and with what was left out
     * @throws ConfigurationException if the data cannot be read, the settings do not fit them, or there is too little
     *     memory, in one sentence
     */
    public static Prepared of(TrainerConfig config, LoadListener loading) {
        try {
            return new Prepared(config, DataSet.load(config.description().data(), loading));
        } catch (DataException | IllegalArgumentException unusable) {
            throw new ConfigurationException(List.of(unusable.getMessage()));
        }
    }

    /**
     * Returns the same data for another configuration.
     *
     * @throws ConfigurationException if its settings do not fit the data
     * @throws IllegalArgumentException if it asks for other data
     */
    public Prepared with(TrainerConfig other) {
        if (!other.description().data().equals(config.description().data())) {
            throw new IllegalArgumentException(
                    "the data read are those of " + config.description().data().source() + ", asked for are others");
        }
        try {
            return new Prepared(other, data);
        } catch (DataException | IllegalArgumentException unusable) {
            throw new ConfigurationException(List.of(unusable.getMessage()));
        }
    }

    private void requireMemory() {
        memory().refusal("the training", MemoryNeed.Machine.here()).ifPresent(sentence -> {
            throw new DataException(sentence);
        });
    }

    /** Returns the memory that data and network are expected to take. */
    public MemoryNeed memory() {
        Examples training = data.training();
        MemoryNeed copy = config.checkpoints().directory().isPresent()
                ? RunMemory.ofCheckpoint(run, training.shape(), training.classes())
                : MemoryNeed.ofHeap(0);
        return RunMemory.of(run, training.shape(), training.classes())
                .plus(copy)
                .plus(MemoryNeed.ofHeap(training.bytes() + data.test().bytes()));
    }

    /** Returns the network that will be trained, all its nodes present. */
    public Architecture architecture() {
        Examples training = data.training();
        return run.network().spec(training.shape(), training.classes()).architecture();
    }

    /** Returns in one sentence what the capacity floor is going to let close; empty where it does not follow from the loss. */
    public Optional<String> capacityFloor() {
        return CapacityOutlook.of(run.gating().settings(), architecture(), data);
    }

    /** Returns the configuration. */
    public TrainerConfig config() {
        return config;
    }

    /** Returns the run with every default written out. */
    public RunDescription run() {
        return run;
    }

    DataSet data() {
        return data;
    }
}
