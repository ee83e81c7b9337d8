package io.plumbline.trainer.run;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names for runs that were not given one. */
public final class RunName {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** Tells runs apart that begin in the same second. */
    private static final int SUFFIXES = 1 << 16;

    private RunName() {}

    /** Returns a name such as {@code digits-20261123-193012-7f3a}. */
    public static String generate(String data, Clock clock, RandomGenerator random) {
        String time = TIME.format(ZonedDateTime.now(clock));
        return String.format(Locale.ROOT, "%s-%s-%04x", data, time, random.nextInt(SUFFIXES));
    }

    /** Returns an id of an attempt that no other process will draw: 16 hexadecimal digits. */
    public static String claim(RandomGenerator random) {
        return String.format(Locale.ROOT, "%016x", random.nextLong());
    }
}
