package io.plumbline.service;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 2d} or the ISO form {@code PT1H}.
     *
     * @throws IllegalArgumentException if it is none of these, or not above zero
     */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        Duration duration = form.matches() ? of(Long.parseLong(form.group(1)), form.group(2)) : iso(text);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("a time above zero was expected, was " + text);
        }
        return duration;
    }

    /** Says a duration as people do, to the second: {@code 12 s}, {@code 1 min 12 s}, {@code 2 h 5 min}. */
    static String said(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("no time: " + text, malformed);
        }
    }
}
