package io.plumbline.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys and values of a command line: each key once, in whichever way it is given. Not thread safe. */
public final class Flags {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /** Takes a key that has a flag of its own. */
    void put(String key, String value) {
        String before = values.putIfAbsent(key, value);
        if (before != null) {
            mistakes.add(key + " is given twice on the command line, with '" + Secrets.shown(key, before) + "' and '"
                    + Secrets.shown(key, value) + "': expected it once");
        }
    }

    /**
     * Takes {@code key=value}.
     *
     * @param flag that it was given by
     * @param prefix of the key
     */
    void pair(String flag, String prefix, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            mistakes.add(flag + " takes KEY=VALUE, was '" + pair + "'");
        } else {
            put(prefix + pair.substring(0, equals).strip(), pair.substring(equals + 1));
        }
    }

    /**
     * Returns keys and values of the flag {@code --set}, for a command that has only this flag.
     *
     * @param pairs each {@code key=value}
     * @throws ConfigurationException with all that is wrong with them
     */
    public static Map<String, String> settings(List<String> pairs) {
        Flags flags = new Flags();
        pairs.forEach(pair -> flags.pair("--set", "", pair));
        if (!flags.mistakes.isEmpty()) {
            throw new ConfigurationException(flags.mistakes);
        }
        return flags.values();
    }

    /** Returns what was given; of a key that was given twice, the first. */
    Map<String, String> values() {
        return Map.copyOf(values);
    }

    /** Returns the errors, a sentence each. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }
}
