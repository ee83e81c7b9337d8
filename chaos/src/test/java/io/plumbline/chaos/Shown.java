package io.plumbline.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the metrics service shows.
 *
 * @param meters text of its page
 */
record Shown(String meters) {

    /** Returns what it shows of a run that is not what the log holds, in words; none is fine. */
    List<String> wrong(String run, long steps, long decisions, long dropped) {
        List<String> wrong = new ArrayList<>();
        compare(wrong, run, "plumbline_last_step", steps);
        compare(wrong, run, "plumbline_mask_decisions_total", decisions);
        compare(wrong, run, "plumbline_steps_dropped_total", dropped);
        return wrong;
    }

    private void compare(List<String> wrong, String run, String meter, long expected) {
        double shown = sum(meter, run);
        if (shown != expected) {
            wrong.add("the metrics service shows " + meter + " " + shown + ", the log holds " + expected);
        }
    }

    /** Sums series: a meter may be divided by what was decided. */
    private double sum(String meter, String run) {
        Matcher series = Pattern.compile("(?m)^" + meter + "\\{[^}]*run=\"" + Pattern.quote(run) + "\"[^}]*} (\\S+)$")
                .matcher(meters);
        double sum = 0;
        boolean found = false;
        while (series.find()) {
            sum += Double.parseDouble(series.group(1));
            found = true;
        }
        return found ? sum : Double.NaN;
    }
}
