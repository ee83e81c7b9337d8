package io.plumbline.experiments;

import io.plumbline.core.model.Architecture;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Shape;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Version;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the results of a plan depend on besides the plan: this software and the data.
 *
 * @param dataRoot folder above the data sets
 * @param software version
 * @param sha256 of the training part
 * @param data for people, for example {@code mnist}
 * @param trainingExamples of the training part
 * @param testExamples of the test part
 * @param example shape of every example
 * @param classes to tell apart
 */
public record PlanData(
        Path dataRoot,
        String software,
        String sha256,
        String data,
        int trainingExamples,
        int testExamples,
        Shape example,
        int classes) {

    /**
     * Reads the data of a plan.
     *
     * @throws ConfigurationException if they are missing, or smaller than the plan says; with every error
     */
    public static PlanData of(Plan plan, Path dataRoot) {
        RunDescription run = plan.base().description(dataRoot);
        DataSet data = load(run, dataRoot);
        PlanData planData = new PlanData(
                dataRoot,
                Version.number(),
                data.sha256(),
                data.name(),
                data.training().size(),
                data.test().size(),
                data.training().shape(),
                data.training().classes());
        List<String> errors = planData.misfits(run, plan);
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
        return planData;
    }

    private static DataSet load(RunDescription run, Path dataRoot) {
        try {
            return DataSet.load(run.data());
        } catch (DataException unusable) {
            throw new ConfigurationException(List.of(unusable.getMessage() + " (data sets are looked for below "
                    + dataRoot + ": --data-root names another folder)"));
        }
    }

    private List<String> misfits(RunDescription run, Plan plan) {
        List<String> errors = new ArrayList<>();
        tooLarge("data.train-size", run.data().trainSize(), trainingExamples, errors);
        tooLarge("data.test-size", run.data().testSize(), testExamples, errors);
        int left = (int) Math.floor(trainingExamples * (1 - plan.validationShare()));
        if (run.batch() > left) {
            errors.add("batch is " + run.batch() + ", but of " + trainingExamples + " training examples " + left
                    + " are left beside the validation part: expected at most as many");
        }
        long last = run.length().steps();
        if (run.measuring().evaluationInterval() > last) {
            errors.add("evaluation-interval is " + run.measuring().evaluationInterval() + ", but a run has " + last
                    + " steps");
        }
        return errors;
    }

    private static void tooLarge(String key, int wanted, int there, List<String> errors) {
        if (wanted > there) {
            errors.add(key + " is " + wanted + ", but there are " + there);
        }
    }

    /**
     * Returns the cost of a network with all its nodes: its multiply-adds per example and pass.
     *
     * @param settings that say what network it is
     */
    double cost(Settings settings) {
        Architecture network =
                settings.description(dataRoot).network().spec(example, classes).architecture();
        return network.cost(network.all()) / 2;
    }
}
