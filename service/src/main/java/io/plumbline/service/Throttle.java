package io.plumbline.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps repeated lines of Kafka's clients out of the log: without a broker they write hundreds of lines a second. Of
 * lines that differ only in their numbers, one passes every ten seconds and says how many were left out. Logback
 * creates it: it is named in {@code logback.xml}.
 */
public final class Throttle extends TurboFilter {

    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final List<String> LOGGERS =
            List.of("org.apache.kafka.clients.", "org.apache.kafka.common.", "org.apache.kafka.streams.");

    /** More than the number of different lines in the clients. */
    private static final int CAUSES = 1_000;

    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    private final LongSupplier nanos;
    private final Map<String, Said> said = new LinkedHashMap<>();

    /** When a line passed last, and how many like it were left out since. */
    private static final class Said {
        private final long at;
        private long more;

        Said(long at) {
            this.at = at;
        }
    }

    /** Creates it with the clock of this machine. */
    public Throttle() {
        this(System::nanoTime);
    }

    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] params, Throwable thrown) {
        boolean written = format != null && level.isGreaterOrEqual(logger.getEffectiveLevel());
        if (!written || LOGGERS.stream().noneMatch(logger.getName()::startsWith)) {
            return FilterReply.NEUTRAL;
        }
        String message = MessageFormatter.arrayFormat(format, params).getMessage();
        long more = more(logger.getName() + level + NUMBERS.matcher(message).replaceAll("#"));
        if (more <= 0) {
            return more < 0 ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
        String counted = message + " (… " + more + " more like it)";
        logger.callAppenders(new LoggingEvent(Logger.FQCN, logger, level, counted, thrown, null));
        return FilterReply.DENY;
    }

    /** Returns how many were left out since the last one that passed; −1: this one is left out, too. */
    private synchronized long more(String cause) {
        long now = nanos.getAsLong();
        Said last = said.get(cause);
        if (last != null && now - last.at < WINDOW.toNanos()) {
            last.more++;
            return -1;
        }
        said.remove(cause);
        said.put(cause, new Said(now));
        if (said.size() > CAUSES) {
            said.remove(said.keySet().iterator().next());
        }
        return last == null ? 0 : last.more;
    }
}
