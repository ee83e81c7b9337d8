package io.plumbline.experiments;

import io.plumbline.service.Configuration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is compared with what, on which data, how often.
 *
 * @param name for people
 * @param base run that every method changes, data relative to the data root
 * @param methods in the order of the tables
 * @param subject method that all others are tested against
 * @param learningRates tried for every method
 * @param tuningSeeds on which settings are chosen
 * @param seeds fresh ones, that are reported
 * @param targets training losses, descending, nats; settings are chosen by the steps to the last
 * @param validationShare of the training part held out while tuning, 0: nothing
 * @param grids by method: keys tuned beside the learning rate
 * @param workers trainer processes side by side
 * @param wallClockSeeds how many of the seeds are run again for their times; 0: no times
 */
public record Plan(
        String name,
        Settings base,
        List<Method> methods,
        String subject,
        List<Double> learningRates,
        List<Long> tuningSeeds,
        List<Long> seeds,
        List<Double> targets,
        double validationShare,
        Map<String, Map<String, List<String>>> grids,
        int workers,
        int wallClockSeeds) {

    /** Copies the lists and puts targets in descending order. */
    public Plan {
        methods = List.copyOf(methods);
        learningRates = List.copyOf(learningRates);
        tuningSeeds = List.copyOf(tuningSeeds);
        seeds = List.copyOf(seeds);
        targets = targets.stream().sorted(Comparator.reverseOrder()).toList();
        grids = Map.copyOf(grids);
    }

    /**
     * Reads a plan and notes in the configuration all that is wrong.
     *
     * @param configuration flags, environment and plan file
     * @param name for people
     */
    public static Plan read(Configuration configuration, String name) {
        return new PlanReader(configuration).plan(name);
    }

    /** Returns whether its data are files with paths relative to the data root. */
    public boolean isOfRelativeFiles() {
        return base.areOfRelativeFiles();
    }

    /** Returns its small form, which ends within minutes and shows that the plan runs. */
    public Plan smoke() {
        return Smoke.of(this);
    }

    /** Returns the last target, by which settings are chosen. */
    double target() {
        return targets.get(targets.size() - 1);
    }

    /** Returns every candidate of a method. */
    List<Candidate> candidates(Method method) {
        return Candidate.all(method, learningRates, grid(method));
    }

    /** Returns the keys tuned for a method beside the learning rate, with their values. */
    Map<String, List<String>> grid(Method method) {
        return grids.getOrDefault(method.name(), method.grid());
    }

    /** Returns whether there is anything to tune of a method, or of others that copy what it ends with. */
    boolean tunes(Method method) {
        boolean copied = method.name().equals(subject)
                && methods.stream()
                        .anyMatch(other -> other.copies() && candidates(other).size() > 1);
        return copied || candidates(method).size() > 1;
    }

    /**
     * Returns whether the tuning runs of a method go on below the last target: where the loss at their end chooses, and
     * where others copy what they end with.
     */
    boolean tunesWhole(Method method) {
        return method.regularizes()
                || (method.name().equals(subject) && methods.stream().anyMatch(Method::copies));
    }

    /** Returns the method that all others are tested against, and that copies copy. */
    Method subjectMethod() {
        return methods.stream()
                .filter(one -> one.name().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the seeds that are run again for their times. */
    List<Long> timedSeeds() {
        return seeds.subList(0, Math.min(wallClockSeeds, seeds.size()));
    }

    /** Returns the part beside the training part that fresh seeds are evaluated on: {@code test} or {@code validation}. */
    String part() {
        return base.get(Settings.EVALUATE);
    }

    /** Returns whether the plan has a method of that name. */
    boolean has(String method) {
        return methods.stream().anyMatch(one -> one.name().equals(method));
    }
}
