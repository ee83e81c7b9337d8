package io.plumbline.trainer.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataException;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.publish.Unsaid;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.util.List;

/**
 * Everything in a checkpoint beside the network, as JSON. The place in the data is not there: it follows from seed and step.
 *
 * @param run id
 * @param parent run that it goes on from; empty: none
 * @param description of the run in its resolved form, YAML; no address and no password
 * @param data SHA-256 of the training part
 * @param example shape of every example
 * @param software version that wrote it
 * @param over whether the run had come to its end
 * @param claim of the attempt that wrote it
 * @param step t, after which it was made
 * @param evaluated whether the evaluation of step t was made, if one was due
 * @param masks version and answers
 * @param read how far decisions were read
 * @param mark what was settled of what was handed over
 * @param unsaid events that were not, where it was written without waiting for them
 * @param pruning the last one, while its saving is being measured
 * @param tally what reports show of the steps so far
 */
public record Head(
        String run,
        String parent,
        String description,
        String data,
        List<Integer> example,
        String software,
        boolean over,
        Claim claim,
        long step,
        boolean evaluated,
        Masks masks,
        DecisionInbox.Read read,
        Mark mark,
        List<Unsaid> unsaid,
        Pruning pruning,
        TallyState tally) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** Checks and copies the components. */
    public Head {
        if (step < 0 || mark.step() < 0 || claim.attempt() < 0) {
            throw new IllegalArgumentException("step " + step + ", settled step " + mark.step() + " and attempt "
                    + claim.attempt() + " must be at least 0");
        }
        example = List.copyOf(example);
        unsaid = List.copyOf(unsaid);
    }

    /**
     * Versions.
     *
     * @param version in force
     * @param answered versions
     * @param losses before and after the change that is in force for step t + 1 on; none where none is
     */
    public record Masks(long version, List<Long> answered, List<Double> losses) {

        /** Copies the lists. */
        public Masks {
            answered = List.copyOf(answered);
            losses = List.copyOf(losses);
        }
    }

    /**
     * A pruning that is being measured.
     *
     * @param report of it, as far as it is known, the bytes of the event in base64; empty: none is measured
     * @param stepMs milliseconds of the latest steps
     */
    public record Pruning(String report, List<Double> stepMs) {

        /** Copies the list. */
        public Pruning {
            stepMs = List.copyOf(stepMs);
        }
    }

    /**
     * An evaluation.
     *
     * @param scores on training and test part; behind them, where an average is kept, those of the averaged weights
     */
    public record Evaluation(long step, long maskVersion, List<Score> scores, double trainingSeconds) {

        /** Copies the list. */
        public Evaluation {
            scores = List.copyOf(scores);
        }
    }

    /** Returns it as JSON. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers, texts and lists can be written", impossible);
        }
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws DataException if it is something else, in one sentence without the name of the file
     */
    static Head parse(String json) {
        try {
            return JSON.readValue(json, Head.class);
        } catch (JsonProcessingException malformed) {
            throw new DataException("its head is not that of a checkpoint of this version: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }
}
