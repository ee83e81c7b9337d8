package io.plumbline.service;

import io.plumbline.core.files.Decimals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What people configured. Flags win over the environment, the environment over the file, and the file over the default
 * that the reader names. Reading a key makes it known. An error does not stop the reading: it is noted and the default
 * is returned; {@link #finish} throws all errors at once, unknown keys among them. Not thread safe.
 *
 * <pre>
 * MetricsConfig config = configuration.finish(MetricsConfig::read);
 * </pre>
 */
public final class Configuration {

    /**
     * Settings of a single service or command begin with its name, so that one file and one environment can serve all.
     */
    private static final List<String> SERVICES = List.of("gate", "metrics", "trainer", "compare");

    private final Map<String, String> flags;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final List<String> errors = new ArrayList<>();
    private final Map<String, String> described = new LinkedHashMap<>();
    private final List<String> passedThrough = new ArrayList<>();

    private Configuration(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
        this.flags = new TreeMap<>(flags);
        this.environment = Environment.settings(environment);
        this.file = file.or(() ->
                        Optional.ofNullable(environment.get(Environment.FILE)).map(Path::of))
                .map(this::read)
                .orElseGet(Map::of);
    }

    /**
     * Opens the sources.
     *
     * @param flags keys and values from the command line
     * @param environment all variables of the process; those that begin with {@code PLUMBLINE_} count
     * @param file YAML or {@code .properties}; {@code PLUMBLINE_CONFIG} names it where this is empty
     */
    public static Configuration of(Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
        return new Configuration(flags, environment, file);
    }

    /** Opens a configuration of flags only, for tests and for a service inside another process. */
    public static Configuration of(Map<String, String> flags) {
        return new Configuration(flags, Map.of(), Optional.empty());
    }

    /**
     * Opens only the text of a YAML file.
     *
     * @param name of the file, for sentences
     * @throws ConfigurationException if it cannot be understood
     */
    public static Configuration ofYaml(String name, String text) {
        return of(texts(name, text));
    }

    /**
     * Returns the keys and values in the text of a YAML file, such as can be given as flags.
     *
     * @param name of the file, for sentences
     * @throws ConfigurationException if it cannot be understood
     */
    public static Map<String, String> texts(String name, String yaml) {
        try {
            return YamlText.read(name, yaml);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(List.of(malformed.getMessage()));
        }
    }

    /** Returns a text, or the default. */
    public String text(String key, String defaultValue) {
        return parsed(key, defaultValue, "a text that is not blank", text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** Returns a text if one was given. */
    public Optional<String> optional(String key) {
        Optional<Given> given = given(key);
        described.put(key, given.map(value -> value.shown(key)).orElse("(none)"));
        if (given.filter(value -> value.value().isBlank()).isPresent()) {
            reject(given.get().name(key) + " must be a text that is not blank, was '"
                    + given.get().value() + "'");
            return Optional.empty();
        }
        return given.map(Given::value);
    }

    /**
     * Returns a text that must be given.
     *
     * @param example for the sentence that asks for it, and the answer where it is missing
     */
    public String required(String key, String example) {
        if (given(key).isEmpty()) {
            described.put(key, "(missing)");
            reject(key + " is missing: give " + flag(key, example) + ", " + Environment.variable(key) + " or " + key
                    + " in the configuration file");
            return example;
        }
        return text(key, example);
    }

    /** Returns a whole number from least to most, or the default. */
    public long integer(String key, long least, long most, long defaultValue) {
        String expected = "a whole number from " + least + " to " + most;
        return parsed(key, defaultValue, expected, text -> {
            long number = Decimals.whole(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** Returns a number from least to most, or the default. */
    public double number(String key, double least, double most, double defaultValue) {
        return parsed(key, defaultValue, "a number from " + least + " to " + most, text -> {
            double number = Decimals.real(text);
            if (!(number >= least && number <= most)) {
                throw new IllegalArgumentException();
            }
            return number;
        });
    }

    /** Returns {@code true} or {@code false}, or the default. */
    public boolean truth(String key, boolean defaultValue) {
        return choice(key, List.of("true", "false"), String.valueOf(defaultValue))
                .equals("true");
    }

    /** Returns a time above zero, written like {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code 2d}. */
    public Duration duration(String key, Duration defaultValue) {
        return parsed(key, defaultValue, "a time such as 500ms, 30s, 5m, 1h or 2d", Durations::parse);
    }

    /** Returns one of the choices, or the default. */
    public String choice(String key, List<String> choices, String defaultValue) {
        return parsed(key, defaultValue, "one of " + String.join(", ", choices), text -> {
            if (!choices.contains(text)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    /** Returns a path, or the default. */
    public Path path(String key, Path defaultValue) {
        return parsed(key, defaultValue, "a path", Path::of);
    }

    /** Returns everything below a prefix, without the prefix and its dot: it is passed through unread. */
    public Map<String, String> below(String prefix) {
        passedThrough.add(prefix + ".");
        Map<String, String> values = new TreeMap<>();
        addBelow(prefix, file, Origin.FILE, values);
        addBelow(prefix, Environment.below(prefix, environment), Origin.ENVIRONMENT, values);
        addBelow(prefix, flags, Origin.FLAG, values);
        return values;
    }

    /** Notes an error that a reader found, once. */
    public void reject(String sentence) {
        if (!errors.contains(sentence)) {
            errors.add(sentence);
        }
    }

    /**
     * Reads and checks the whole configuration.
     *
     * @param reader reads every key, then builds the value; its {@link IllegalArgumentException} is one more error
     * @throws ConfigurationException with all errors, if there is one
     */
    public <T> T finish(Function<Configuration, T> reader) {
        Optional<T> read = Optional.empty();
        try {
            read = Optional.of(reader.apply(this));
        } catch (IllegalArgumentException refused) {
            reject(refused.getMessage());
        }
        rejectUnknown();
        return read.filter(value -> errors.isEmpty()).orElseThrow(() -> new ConfigurationException(errors));
    }

    /** Returns one line with every key that was read, its value and where it came from; secrets are hidden. */
    public String describe() {
        List<String> parts = new ArrayList<>();
        described.forEach((key, shown) -> parts.add(key + "=" + shown));
        return String.join(", ", parts);
    }

    private Map<String, String> read(Path path) {
        try {
            return ConfigurationFile.read(path);
        } catch (IllegalArgumentException refused) {
            reject(refused.getMessage());
            return Map.of();
        }
    }

    private void addBelow(String prefix, Map<String, String> source, Origin origin, Map<String, String> values) {
        source.forEach((key, value) -> {
            if (key.startsWith(prefix + ".")) {
                described.put(key, new Given(value, origin).shown(key));
                values.put(key.substring(prefix.length() + 1), value);
            }
        });
    }

    private <T> T parsed(String key, T defaultValue, String expected, Function<String, T> parse) {
        Optional<Given> given = given(key);
        if (given.isEmpty()) {
            described.put(key, defaultValue + " (default)");
            return defaultValue;
        }
        described.put(key, given.get().shown(key));
        try {
            return parse.apply(given.get().value().strip());
        } catch (IllegalArgumentException refused) {
            reject(given.get().name(key) + " must be " + expected + ", was '"
                    + Secrets.shown(key, given.get().value()) + "'");
            return defaultValue;
        }
    }

    private Optional<Given> given(String key) {
        return Given.of(flags.get(key), Origin.FLAG)
                .or(() -> Given.of(environment.get(Environment.variable(key)), Origin.ENVIRONMENT))
                .or(() -> Given.of(file.get(key), Origin.FILE));
    }

    private void rejectUnknown() {
        rejectUnknown(flags, described.keySet().stream().toList(), "");
        rejectUnknown(ours(file, "."), described.keySet().stream().toList(), " in the configuration file");
        List<String> variables =
                described.keySet().stream().map(Environment::variable).toList();
        rejectUnknown(ours(environment, "_"), variables, " in the environment");
    }

    /** Leaves out the settings of another service: those under its name, if this one reads none of them. */
    private Map<String, String> ours(Map<String, String> source, String separator) {
        Map<String, String> ours = new TreeMap<>(source);
        for (String service : SERVICES) {
            // Every service reads which of Kafka's meters to show; only the metrics service reads the others of that
            // name.
            if (described.keySet().stream()
                    .noneMatch(key -> key.startsWith(service + ".") && !key.equals(KafkaMeters.KEY))) {
                ours.keySet()
                        .removeIf(key -> key.startsWith(service + separator)
                                || key.startsWith(Environment.variable(service) + separator));
            }
        }
        return ours;
    }

    private void rejectUnknown(Map<String, String> source, List<String> known, String where) {
        for (String key : new TreeSet<>(source.keySet())) {
            if (!known.contains(key) && !isPassedThrough(key)) {
                reject(key + where + " is no known setting" + Spelling.hint(key, known));
            }
        }
    }

    private boolean isPassedThrough(String key) {
        return passedThrough.stream()
                .anyMatch(prefix -> key.startsWith(prefix) || key.startsWith(Environment.variable(prefix)));
    }

    private static String flag(String key, String example) {
        return ServiceOptions.hasFlag(key)
                ? "--" + key.replace('.', '-') + " " + example
                : "--set " + key + "=" + example;
    }
}
