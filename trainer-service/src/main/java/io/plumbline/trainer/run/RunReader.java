package io.plumbline.trainer.run;

import io.plumbline.core.settings.Range;
import io.plumbline.engine.Magnitude;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.data.Augmentation;
import io.plumbline.engine.data.Categories;
import io.plumbline.engine.data.CsvSettings;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Missing;
import io.plumbline.engine.data.Objective;
import io.plumbline.engine.data.Part;
import io.plumbline.engine.data.Scaling;
import io.plumbline.engine.data.Separator;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.data.Split;
import io.plumbline.engine.data.TextSettings;
import io.plumbline.engine.data.Tokenizer;
import io.plumbline.service.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads a run description from a configuration: every key, its range, its default. */
final class RunReader {

    private static final int MOST_EXAMPLES = 1 << 20;
    private static final int MOST_DRAWS = 1_000;
    private static final long MOST_STEPS = 1_000_000_000_000L;
    /** Of an interval between probes: as if it was not given. */
    private static final String AUTO = "auto";

    private static final List<Double> MARKS = List.of(0.5, 0.1, 0.01);

    private final Configuration configuration;
    private final String usualPolicy;
    private final Reading reading;

    private RunReader(Configuration configuration, String usualPolicy) {
        this.configuration = configuration;
        this.usualPolicy = usualPolicy;
        this.reading = new Reading(configuration);
    }

    /** Reads a description; {@code usualPolicy} where none is named. */
    static RunDescription read(Configuration configuration, String usualPolicy) {
        return new RunReader(configuration, usualPolicy).description();
    }

    private RunDescription description() {
        DataSettings data = data();
        Network network = new NetworkReader(configuration, data.text().objective()).network();
        requireFits(network, data);
        OptimizerSpec optimizer = optimizer();
        Set<DerivedSetting> derived = DerivedSetting.of(this::isGiven);
        int trainSize = data.trainSize() > 0 ? data.trainSize() : Integer.MAX_VALUE;
        int batch = whole("batch", 2, MOST_EXAMPLES, DerivedSetting.batch(trainSize, data.isText()));
        Length length = length();
        long steps = length.steps() > 0 ? length.steps() : Length.DEFAULT_STEPS;
        Gating gating = new GateReader(configuration, usualPolicy).gating(steps);
        reading.require(() -> gating.settings().requireFits(network.gatedLayers()));
        return new RunDescription(
                data,
                network,
                optimizer,
                reading.real("dropout", Range.DECAY, 0),
                reading.real("average.decay", Range.DECAY, 0),
                batch,
                length,
                configuration.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1),
                constant(Mode.class, "mode", Mode.ASYNC),
                gating,
                measuring(batch, steps, gating, data.isText()),
                derived);
    }

    private DataSettings data() {
        Source source = reading.parsed("data.set", Source.FORMS, Source::parse)
                .orElse(new Source(Source.Kind.DIGITS, Path.of("")));
        int trainSize = whole("data.train-size", 0, Integer.MAX_VALUE, 0);
        int testSize = whole("data.test-size", 0, Integer.MAX_VALUE, 0);
        double testShare = reading.real("data.test-share", Range.WITHIN_UNIT, DataSettings.TEST_SHARE);
        Split split = constant(Split.class, "data.split", Split.STRATIFIED);
        long splitSeed = configuration.integer("data.split-seed", Long.MIN_VALUE, Long.MAX_VALUE, 1);
        CsvSettings csv = new CsvSettings(
                configuration.optional("data.label").orElse(""),
                constant(Separator.class, "data.separator", Separator.AUTO),
                constant(Missing.class, "data.missing", Missing.REFUSE),
                constant(Categories.class, "data.categories", Categories.REFUSE));
        TextSettings text = text();
        Scaling.Kind scaling = constant(Scaling.Kind.class, "data.scaling", Scaling.Kind.AUTO);
        double noise = reading.real("data.label-noise", Range.UNIT, 0);
        double share = reading.real("data.validation-share", Range.DECAY, 0);
        Part evaluate = constant(Part.class, "data.evaluate", Part.TEST);
        Augmentation augment = reading.parsed("data.augment", Augmentation.FORMS, Augmentation::parse)
                .orElse(Augmentation.NONE);
        return reading.built(
                () -> new DataSettings(
                        source, trainSize, testSize, testShare, split, splitSeed, csv, text, scaling, noise, share,
                        evaluate, augment),
                () -> DataSettings.of(source));
    }

    private TextSettings text() {
        TextSettings usual = TextSettings.DEFAULT;
        return new TextSettings(
                constant(Tokenizer.Kind.class, "data.tokenizer", usual.tokenizer()),
                whole(
                        "data.vocabulary",
                        TextSettings.LEAST_VOCABULARY,
                        TextSettings.MOST_VOCABULARY,
                        usual.vocabulary()),
                whole("data.tokens", TextSettings.LEAST_TOKENS, TextSettings.MOST_TOKENS, usual.tokens()),
                constant(Objective.class, "data.objective", usual.objective()));
    }

    /** Says before anything is read which networks make nothing of it. */
    private void requireFits(Network network, DataSettings data) {
        if (data.isText() != network instanceof Transformer) {
            String kind = network.settings().getOrDefault("kind", MlpSpec.KIND).toString();
            configuration.reject(
                    data.isText()
                            ? "network.kind " + kind + " predicts one class of an example, and data.set "
                                    + data.source() + " is a text: expected transformer"
                            : "network.kind " + kind + " predicts the tokens of texts, and data.set is " + data.source()
                                    + ": expected text=<file>");
        }
    }

    private OptimizerSpec optimizer() {
        OptimizerSpec.Kind kind = constant(OptimizerSpec.Kind.class, "optimizer.name", OptimizerSpec.Kind.ADAM);
        boolean adam = kind == OptimizerSpec.Kind.ADAM;
        double rate = reading.real("optimizer.learning-rate", Range.POSITIVE, adam ? 0.001 : 0.1);
        double momentum = reading.real("optimizer.momentum", Range.DECAY, 0.9);
        double beta1 = reading.real("optimizer.beta1", Range.DECAY, 0.9);
        double beta2 = reading.real("optimizer.beta2", Range.DECAY, 0.999);
        double epsilon = reading.real("optimizer.epsilon", Range.POSITIVE, 1e-8);
        double decay = reading.real("optimizer.weight-decay", Range.AT_LEAST_0, 0);
        return switch (kind) {
            case SGD -> OptimizerSpec.sgd(rate).decaying(decay);
            case MOMENTUM -> OptimizerSpec.momentum(rate, momentum).decaying(decay);
            case ADAM -> new OptimizerSpec(kind, rate, 0, beta1, beta2, epsilon, decay);
        };
    }

    private Length length() {
        long steps = configuration.integer("steps", 0, MOST_STEPS, 0);
        long epochs = configuration.integer("epochs", 0, MOST_EXAMPLES, 0);
        Length fallback = new Length(Length.DEFAULT_STEPS, 0);
        return steps == 0 && epochs == 0 ? fallback : reading.built(() -> new Length(steps, epochs), () -> fallback);
    }

    private Measuring measuring(int batch, long steps, Gating gating, boolean isText) {
        int interval = wholeOrAuto("probe.interval", DerivedSetting.probeInterval(gating.decisionInterval()));
        int examples = whole("probe.batch", 1, MOST_EXAMPLES, DerivedSetting.probeBatch(batch, isText));
        int draws = whole("probe.draws", 0, MOST_DRAWS, ProbeSpec.DRAWS);
        int watched = wholeOrAuto(
                "probe.watch-interval",
                DerivedSetting.watchInterval(isGiven("probe.interval"), interval, examples, draws, batch));
        int evaluation = whole("evaluation-interval", 1, Integer.MAX_VALUE, DerivedSetting.evaluationInterval(steps));
        double bound = reading.real("loss.lower-bound", Range.AT_LEAST_0, 0);
        double target = reading.real("loss.target", Range.POSITIVE, 0.01);
        List<Double> marks = reading.reals("loss.thresholds", Range.POSITIVE, MARKS);
        Magnitude magnitude = constant(Magnitude.class, "statistics.magnitude", Magnitude.L2);
        boolean stop = configuration.truth("stop-at-target", false);
        return reading.built(
                () -> new Measuring(
                        interval, watched, examples, draws, evaluation, bound, target, marks, magnitude, stop),
                () -> new Measuring(interval, watched, examples, draws, evaluation, 0, 0.01, marks, magnitude, stop));
    }

    private int wholeOrAuto(String key, int derived) {
        boolean isAuto = configuration.optional(key).filter(AUTO::equals).isPresent();
        return isAuto ? derived : whole(key, 1, MOST_EXAMPLES, derived);
    }

    private boolean isGiven(String key) {
        return configuration.optional(key).filter(text -> !text.equals(AUTO)).isPresent();
    }

    private int whole(String key, int least, int most, int defaultValue) {
        return (int) configuration.integer(key, least, most, defaultValue);
    }

    private <E extends Enum<E>> E constant(Class<E> type, String key, E defaultValue) {
        return reading.constant(type, key, defaultValue);
    }
}
