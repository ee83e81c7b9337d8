package io.plumbline.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.engine.data.Source;
import io.plumbline.service.Configuration;
import io.plumbline.trainer.run.Network;
import io.plumbline.trainer.run.RunDescription;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run description as flat keys, every default written out: what a method changes is a key, so that a new setting of
 * the trainer needs no code here. Data sets are written as in the plan, relative to the data root.
 *
 * @param values keys and values as a configuration takes them
 */
record Settings(Map<String, String> values) {

    static final String DATA = "data.set";
    static final String POLICY = "gate.policy";
    static final String RATE = "optimizer.learning-rate";
    /** Keys that say how many nodes there are, of networks of any kind. */
    static final Set<String> NODES =
            Set.of("network.layers", "network.channels", "network.dense", "network.nodes", "network.blocks");

    static final String SEED = "seed";
    static final String MODE = "mode";
    static final String STEPS = "steps";
    static final String MARKS = "loss.thresholds";
    static final String TARGET = "loss.target";
    static final String EVALUATE = "data.evaluate";
    static final String STOP = "stop-at-target";
    static final String PROBE_INTERVAL = "probe.interval";
    static final String WATCH_INTERVAL = "probe.watch-interval";

    private static final YAMLMapper YAML = new YAMLMapper();
    /** 80 bits: enough that two different runs never share a name. */
    private static final int KEY_BYTES = 10;

    /** Sorts and copies. */
    Settings {
        values = new TreeMap<>(values);
    }

    /** Returns a run description's keys. */
    static Settings of(RunDescription run) {
        try {
            Map<String, String> flat = new TreeMap<>();
            flatten("", YAML.readTree(run.yaml()), flat);
            return new Settings(flat);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a run description is YAML", impossible);
        }
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(key + ".", value, into);
            } else if (value.isArray()) {
                List<String> items = new ArrayList<>();
                value.forEach(item -> items.add(item.asText()));
                into.put(key, String.join(",", items));
            } else {
                into.put(key, value.asText());
            }
        });
    }

    Settings with(String key, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(key, value);
        return new Settings(changed);
    }

    Settings with(Map<String, String> changes) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.putAll(changes);
        return new Settings(changed);
    }

    /** Returns the value of a key that every description has. */
    String get(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the settings say nothing of " + key);
        }
        return value;
    }

    long steps() {
        return Long.parseLong(get(STEPS));
    }

    /** Returns whether the probes of this run have no effect: training a dense network does not need them. */
    boolean needsNoProbe() {
        return values.get(POLICY).equals(Policies.DENSE);
    }

    /** Returns how many nodes every gated layer has. */
    List<Integer> nodes() {
        return Arrays.stream(network().gatedLayers().counts())
                .mapToObj(count -> (int) count)
                .toList();
    }

    /** Returns the same network with so many nodes in its gated layers, as keys and values: those that are others now. */
    Map<String, String> withNodes(List<Integer> counts) {
        Map<String, String> keys = new TreeMap<>();
        flatten("network.", YAML.valueToTree(network().withNodes(counts).settings()), keys);
        keys.entrySet().removeIf(entry -> entry.getValue().equals(values.get(entry.getKey())));
        return keys;
    }

    private Network network() {
        return description(Path.of("")).network();
    }

    /**
     * Returns the description that a trainer takes.
     *
     * @param dataRoot folder above the data sets
     * @throws io.plumbline.service.ConfigurationException with every error
     */
    RunDescription description(Path dataRoot) {
        return Configuration.of(with(DATA, source(dataRoot).toString()).values).finish(RunDescription::read);
    }

    /** Returns whether the data are files with paths relative to the data root. */
    boolean areOfRelativeFiles() {
        Source source = Source.parse(get(DATA));
        return source.kind() != Source.Kind.DIGITS && !source.path().isAbsolute();
    }

    private Source source(Path dataRoot) {
        Source source = Source.parse(get(DATA));
        return source.kind() == Source.Kind.DIGITS
                ? source
                : new Source(source.kind(), dataRoot.resolve(source.path()).normalize());
    }

    /**
     * Returns the name of the result of the run: a hash of everything that the result depends on. The folder of the
     * data and the loss thresholds change nothing in a run, so they are not part of it.
     *
     * @param software version
     * @param data SHA-256 of the training part
     */
    String key(String software, String data) {
        Map<String, String> counted = new TreeMap<>(values);
        counted.remove(MARKS);
        counted.put(DATA, Source.parse(get(DATA)).kind().spelling());
        StringBuilder text = new StringBuilder(software).append('\n').append(data);
        counted.forEach(
                (key, value) -> text.append('\n').append(key).append('=').append(value));
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
