package io.plumbline.experiments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes pages of drawn findings, to be looked at after a change: of four methods, and of twenty. */
final class PreviewPages {

    private static final long SEED = 7;
    private static final String FOUR = "dense,magnitude,gating-network,greedy-q-self-tuned";
    private static final List<String> VARIANTS =
            List.of("random-early", "self-tuned-by-mu", "self-tuned-without-kappa", "self-tuned-fine-probe");

    private PreviewPages() {}

    /**
     * Writes {@code four.html}, {@code twenty.html} and {@code untimed.html}.
     *
     * @param arguments the folder
     */
    public static void main(String... arguments) throws IOException {
        Path home = Files.createDirectories(Path.of(arguments[0]));
        Files.writeString(home.resolve("four.html"), page(plan(FOUR, 10)));
        Files.writeString(home.resolve("twenty.html"), page(twenty(10)));
        Files.writeString(home.resolve("untimed.html"), page(plan(FOUR, 0)));
    }

    private static String page(Plan plan) {
        return FindingsPage.of(SyntheticFindings.drawn(plan, SEED));
    }

    private static Plan plan(String methods, int timed) {
        return Plans.read(keys(methods, timed));
    }

    private static Map<String, String> keys(String methods, int timed) {
        return Map.of(
                "methods",
                methods,
                "subject",
                "greedy-q-self-tuned",
                "seeds",
                "1,2,3,4,5,6,7,8,9,10",
                "wall-clock-seeds",
                Integer.toString(timed));
    }

    /** Returns a plan of all shipped methods and of variants, twenty together. */
    static Plan twenty(int timed) {
        List<String> variants = new ArrayList<>(VARIANTS);
        while (Methods.names().size() + variants.size() < 20) {
            variants.add("self-tuned-" + variants.size());
        }
        List<String> names = new ArrayList<>(Methods.names());
        names.addAll(variants);
        Map<String, String> keys = new HashMap<>(keys(String.join(",", names), timed));
        for (int v = 0; v < variants.size(); v++) {
            keys.put("variant." + variants.get(v) + ".of", "greedy-q-self-tuned");
            keys.put("variant." + variants.get(v) + ".gate.alpha", Double.toString(0.1 + v));
        }
        return Plans.read(keys);
    }
}
