package io.plumbline.experiments;

import io.plumbline.core.files.Decimals;
import io.plumbline.service.Configuration;
import io.plumbline.trainer.run.RunDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a plan from a configuration: its own keys, and those of the base run, which the trainer's reader checks. */
final class PlanReader {

    private static final int MOST = 1000;
    private static final double VALIDATION_SHARE = 0.1;
    private static final double MOST_HELD_OUT = 0.5;
    private static final String METHOD = "method";

    /** Keys of a run that a plan sets by other keys, with those keys. */
    private static final Map<String, String> ELSEWHERE = new TreeMap<>(Map.of(
            Settings.POLICY,
            "methods",
            Settings.RATE,
            "learning-rates",
            Settings.SEED,
            "seeds and tuning-seeds",
            Settings.MODE,
            "the passes: lockstep, and async for times",
            Settings.STOP,
            "the passes: tuning and times end at the last target",
            Settings.MARKS,
            "targets",
            Settings.TARGET,
            "targets",
            "epochs",
            "steps"));

    private final Configuration configuration;

    PlanReader(Configuration configuration) {
        this.configuration = configuration;
    }

    Plan plan(String name) {
        Variants reader = new Variants(configuration, ELSEWHERE.keySet());
        List<Method> variants = reader.read();
        List<Method> known = Variants.beside(variants);
        List<Method> methods = methods(known);
        List<Double> targets = reals("targets", List.of(0.5, 0.1, 0.01));
        List<Long> tuning = longs("tuning-seeds", List.of(101L, 102L, 103L));
        List<Long> seeds = longs("seeds", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L));
        requireFresh(tuning, seeds);
        String subject = subject(methods);
        double share = configuration.number("validation-share", 0, MOST_HELD_OUT, VALIDATION_SHARE);
        int workers = (int) configuration.integer("workers", 1, MOST, defaultWorkers());
        int timed = (int) configuration.integer("wall-clock-seeds", 0, MOST, seeds.size());
        List<Double> rates = reals("learning-rates", List.of(0.03, 0.1, 0.3));
        Map<String, Map<String, List<String>>> grids = grids(known);
        ELSEWHERE.forEach(this::refuse);
        Settings base = base(targets);
        reader.check(variants, base);
        return new Plan(name, base, methods, subject, rates, tuning, seeds, targets, share, grids, workers, timed);
    }

    /** Broker and gate need no core of their own: in lockstep, a trainer waits while they work. */
    private static int defaultWorkers() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void refuse(String key, String words) {
        if (configuration.optional(key).isPresent()) {
            configuration.reject(key + " is not for plans: it follows from " + words);
        }
    }

    private Settings base(List<Double> targets) {
        // Methods say who chooses, and whether the density is found.
        RunDescription run = RunDescription.readDense(configuration);
        String marks = String.join(",", targets.stream().map(String::valueOf).toList());
        double last = targets.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        if (run.measuring().lossLowerBound() >= last) {
            configuration.reject("loss.lower-bound must be below the last of the targets, " + last + ", was "
                    + run.measuring().lossLowerBound());
        }
        Settings base = Settings.of(run).with(Settings.MARKS, marks).with(Settings.TARGET, Double.toString(last));
        return base.with(Settings.DATA, run.data().source().toString());
    }

    private List<Method> methods(List<Method> known) {
        List<Method> methods = new ArrayList<>();
        for (String name : list("methods", "names of methods", Function.identity(), Methods.runnable())) {
            Optional<Method> method = named(known, name);
            if (method.isEmpty()) {
                configuration.reject("methods: '" + name + "' is none of " + names(known));
            }
            method.filter(one -> one.differs().isEmpty())
                    .ifPresent(one -> Methods.obstacles(one).forEach(configuration::reject));
            method.ifPresent(methods::add);
        }
        return methods;
    }

    private static Optional<Method> named(List<Method> known, String name) {
        return known.stream().filter(method -> method.name().equals(name)).findFirst();
    }

    private static String names(List<Method> known) {
        return String.join(", ", known.stream().map(Method::name).toList());
    }

    private void requireMasking(List<Method> methods, String subject) {
        boolean masks = methods.stream().anyMatch(method -> method.name().equals(subject) && method.masks());
        methods.stream()
                .filter(method -> method.copies() && !masks)
                .forEach(method -> configuration.reject("methods: " + method.name() + " takes its "
                        + (method.copy() == Method.Copy.SHAPE ? "shape" : "counts")
                        + " from the subject, which must mask nodes by its own decisions, was '" + subject + "'"));
    }

    private String subject(List<Method> methods) {
        List<String> names = methods.stream().map(Method::name).toList();
        String usual = names.contains(Methods.USUAL_SUBJECT) || names.isEmpty()
                ? Methods.USUAL_SUBJECT
                : names.get(names.size() - 1);
        String subject = configuration.text("subject", usual);
        if (!names.contains(subject)) {
            configuration.reject(
                    "subject must be one of the methods, " + String.join(", ", names) + ", was '" + subject + "'");
        }
        if (names.size() < 2) {
            configuration.reject("methods must be at least two, were " + names);
        }
        requireMasking(methods, subject);
        return subject;
    }

    private void requireFresh(List<Long> tuning, List<Long> seeds) {
        List<Long> shared = tuning.stream().filter(seeds::contains).toList();
        if (!shared.isEmpty()) {
            configuration.reject("seeds must be fresh, but " + shared + " are tuning-seeds too");
        }
    }

    /** Reads {@code method.<name>.<key>: values}. */
    private Map<String, Map<String, List<String>>> grids(List<Method> known) {
        Map<String, Map<String, List<String>>> grids = new TreeMap<>();
        configuration.below(METHOD).forEach((key, values) -> {
            int dot = key.indexOf('.');
            String name = dot < 0 ? key : key.substring(0, dot);
            Optional<Method> method = named(known, name);
            if (dot < 0 || method.isEmpty()) {
                configuration.reject(
                        METHOD + "." + key + ": expected method.<one of " + names(known) + ">.<key>: values");
                return;
            }
            String ofRun = key.substring(dot + 1);
            if (method.get().differs().containsKey(ofRun)) {
                configuration.reject(METHOD + "." + key + ": the variant fixes " + ofRun + ", so it cannot be tuned");
            }
            List<String> tried = List.of(values.strip().split("\\s*,\\s*"));
            tried.stream()
                    .filter(value -> !Methods.takes(Map.of(ofRun, value)))
                    .forEach(value -> configuration.reject(
                            METHOD + "." + key + ": the trainer takes no " + ofRun + " of '" + value + "'"));
            grids.computeIfAbsent(name, one -> new LinkedHashMap<>()).put(ofRun, tried);
        });
        return grids;
    }

    private List<Double> reals(String key, List<Double> defaultValue) {
        return list(
                key,
                "different numbers above 0",
                text -> {
                    double number = Decimals.real(text);
                    if (!(number > 0) || Double.isInfinite(number)) {
                        throw new IllegalArgumentException();
                    }
                    return number;
                },
                defaultValue);
    }

    private List<Long> longs(String key, List<Long> defaultValue) {
        return list(key, "different whole numbers", Decimals::whole, defaultValue);
    }

    /** Reads different values; a bad one is noted and the default returned. */
    private <T> List<T> list(String key, String expected, Function<String, T> parse, List<T> defaultValue) {
        Optional<String> given = configuration.optional(key);
        if (given.isEmpty()) {
            return defaultValue;
        }
        try {
            List<T> values = new ArrayList<>();
            for (String part : given.get().strip().split("\\s*,\\s*", -1)) {
                values.add(parse.apply(part));
            }
            if (new HashSet<>(values).size() == values.size()) {
                return values;
            }
        } catch (IllegalArgumentException refused) {
            configuration.reject(key + " must be " + expected + ", comma-separated, was '" + given.get() + "'");
            return defaultValue;
        }
        configuration.reject(key + " must be " + expected + ", was '" + given.get() + "'");
        return defaultValue;
    }
}
