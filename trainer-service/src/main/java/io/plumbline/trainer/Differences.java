package io.plumbline.trainer;

import io.plumbline.service.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How two resolved descriptions of a run differ. */
final class Differences {

    private static final String NOTHING = "nothing";

    private Differences() {}

    /** Returns a phrase for every setting that differs, by key: what is given now, and what was. */
    static List<String> of(String before, String now) {
        return of(before, now, key -> true);
    }

    /** Does the same for the settings of some keys. */
    static List<String> of(String before, String now, Predicate<String> counts) {
        Map<String, String> was = Configuration.texts("of the checkpoint", before);
        Map<String, String> is = Configuration.texts("of the run", now);
        TreeSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        List<String> phrases = new ArrayList<>();
        for (String key : keys) {
            String old = was.getOrDefault(key, NOTHING);
            String given = is.getOrDefault(key, NOTHING);
            if (counts.test(key) && !old.equals(given)) {
                phrases.add(key + " is " + given + " and was " + old);
            }
        }
        return phrases;
    }
}
