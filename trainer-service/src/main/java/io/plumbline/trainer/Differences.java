package io.plumbline.trainer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How two resolved descriptions of a run differ, line by line. */
final class Differences {

    private Differences() {}

    /** Returns the lines that are in only one of them: those of the run, then those that were given. */
    static String of(String ofRun, String given) {
        Set<String> before = lines(ofRun);
        Set<String> now = lines(given);
        Set<String> gone = new LinkedHashSet<>(before);
        gone.removeAll(now);
        Set<String> came = new LinkedHashSet<>(now);
        came.removeAll(before);
        return "it has " + joined(gone) + ", given is " + joined(came);
    }

    private static Set<String> lines(String yaml) {
        return new LinkedHashSet<>(List.of(yaml.split("\n", -1)));
    }

    private static String joined(Set<String> lines) {
        return lines.isEmpty()
                ? "nothing more"
                : lines.stream().map(String::strip).collect(Collectors.joining("; "));
    }
}
