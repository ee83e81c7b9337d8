package io.plumbline.experiments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A method with its settings to be tuned.
 *
 * @param method what is compared
 * @param learningRate of the optimizer
 * @param options further tuned keys and their values
 */
record Candidate(Method method, double learningRate, Map<String, String> options) {

    /** Copies the options, in order. */
    Candidate {
        options = new LinkedHashMap<>(options);
    }

    /** Returns every candidate of a method: the learning rates times the values of its own keys. */
    static List<Candidate> all(Method method, List<Double> learningRates, Map<String, List<String>> grid) {
        List<Map<String, String>> options = List.of(Map.of());
        for (Map.Entry<String, List<String>> key : grid.entrySet()) {
            options = options.stream()
                    .flatMap(some -> key.getValue().stream().map(value -> plus(some, key.getKey(), value)))
                    .toList();
        }
        List<Map<String, String>> whole = options;
        return learningRates.stream()
                .flatMap(rate -> whole.stream().map(some -> new Candidate(method, rate, some)))
                .toList();
    }

    private static Map<String, String> plus(Map<String, String> some, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(key, value);
        return more;
    }

    /** Returns what it changes in the base run. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(method.settings());
        settings.putAll(options);
        settings.put(Settings.RATE, Double.toString(learningRate));
        return settings;
    }

    /** Returns the tuned settings for people. */
    String describe() {
        StringBuilder text = new StringBuilder("rate ").append(learningRate);
        options.forEach(
                (key, value) -> text.append(", ").append(key).append(' ').append(value));
        return text.toString();
    }
}
