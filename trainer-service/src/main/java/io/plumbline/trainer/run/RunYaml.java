package io.plumbline.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.core.files.Spelling;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.core.settings.SettingKey;
import io.plumbline.engine.Magnitude;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.data.CsvSettings;
import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.data.TextSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run description as YAML. */
final class RunYaml {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private RunYaml() {}

    /** Returns the text. */
    static String text(RunDescription run) {
        try {
            return YAML.writeValueAsString(tree(run));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers can be written", impossible);
        }
    }

    private static Map<String, Object> tree(RunDescription run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("data", data(run.data()));
        tree.put("network", run.network().settings());
        tree.put("optimizer", optimizer(run.optimizer()));
        tree.put("dropout", run.dropout());
        tree.put("average", Map.of("decay", run.averageDecay()));
        tree.put("batch", run.batch());
        tree.put(
                run.length().steps() > 0 ? "steps" : "epochs",
                Math.max(run.length().steps(), run.length().epochs()));
        tree.put("seed", run.seed());
        tree.put("mode", run.mode().spelling());
        tree.put("decision-interval", run.gating().decisionInterval());
        Measuring measuring = run.measuring();
        Map<String, Object> probe = new LinkedHashMap<>();
        probe.put("interval", measuring.probeInterval());
        probe.put("watch-interval", measuring.watchInterval());
        probe.put("batch", measuring.probeBatch());
        probe.put("draws", measuring.probeDraws());
        tree.put("probe", probe);
        tree.put("evaluation-interval", measuring.evaluationInterval());
        Map<String, Object> loss = new LinkedHashMap<>();
        loss.put("lower-bound", measuring.lossLowerBound());
        loss.put("target", measuring.lossTarget());
        loss.put("thresholds", measuring.lossThresholds());
        tree.put("loss", loss);
        if (measuring.magnitude() != Magnitude.L2) {
            tree.put("statistics", Map.of("magnitude", Spelling.of(measuring.magnitude())));
        }
        tree.put("stop-at-target", measuring.stopAtTarget());
        tree.put("gate", gate(run.gating()));
        return tree;
    }

    private static Map<String, Object> data(DataSettings data) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("set", data.source().toString());
        tree.put("train-size", data.trainSize());
        tree.put("test-size", data.testSize());
        tree.put("test-share", data.testShare());
        tree.put("split", Spelling.of(data.split()));
        tree.put("split-seed", data.splitSeed());
        if (!data.csv().label().isEmpty()) {
            tree.put("label", data.csv().label());
        }
        if (data.source().kind() == Source.Kind.CSV || !data.csv().equals(CsvSettings.DEFAULT)) {
            tree.put("separator", Spelling.of(data.csv().separator()));
            tree.put("missing", Spelling.of(data.csv().missing()));
            tree.put("categories", Spelling.of(data.csv().categories()));
        }
        if (data.isText() || !data.text().equals(TextSettings.DEFAULT)) {
            tree.put("tokenizer", data.text().tokenizer().spelling());
            tree.put("vocabulary", data.text().vocabulary());
            tree.put("tokens", data.text().tokens());
            tree.put("objective", data.text().objective().spelling());
        }
        tree.put("scaling", Spelling.of(data.scaling()));
        tree.put("label-noise", data.labelNoise());
        tree.put("validation-share", data.validationShare());
        tree.put("evaluate", data.evaluate().spelling());
        if (!data.augment().isNone()) {
            tree.put("augment", data.augment().spellings());
        }
        return tree;
    }

    private static Map<String, Object> optimizer(OptimizerSpec optimizer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", Spelling.of(optimizer.kind()));
        tree.put("learning-rate", optimizer.learningRate());
        switch (optimizer.kind()) {
            case SGD -> {}
            case MOMENTUM -> tree.put("momentum", optimizer.momentum());
            case ADAM -> {
                tree.put("beta1", optimizer.beta1());
                tree.put("beta2", optimizer.beta2());
                tree.put("epsilon", optimizer.epsilon());
            }
        }
        tree.put("weight-decay", optimizer.weightDecay());
        return tree;
    }

    /** In the order of the table; steps that follow from the length of the run only where they were given. */
    private static Map<String, Object> gate(Gating gating) {
        GateSettings s = gating.settings();
        Map<String, Object> values = s.values();
        Map<String, Object> tree = new LinkedHashMap<>();
        SettingKey.KEYS.stream()
                .map(SettingKey::key)
                .filter(values::containsKey)
                .forEach(key -> tree.put(key, values.get(key)));
        tree.remove("warm-up");
        tree.remove("last-change");
        gating.warmUp().ifPresent(step -> tree.put("warm-up", step));
        gating.lastChange().ifPresent(step -> tree.put("last-change", step));
        if (!s.counts().isEmpty()) {
            tree.put("counts", OpenCounts.spelling(s.counts()));
        }
        return tree;
    }
}
