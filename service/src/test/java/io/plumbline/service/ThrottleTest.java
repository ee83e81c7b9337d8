package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

    private final AtomicLong now = new AtomicLong();
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    ThrottleTest() {
        context.addTurboFilter(new Throttle(now::get));
        lines.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(lines);
    }

    @Test
    void letsOneLineOfACausePassInTenSecondsAndCountsTheOthers() {
        // Given
        Logger client = context.getLogger(CLIENT);
        for (int node = 0; node < 100; node++) {
            client.warn("Connection to node {} could not be established", node);
        }
        client.info("Connection to node 7 was lost");
        now.addAndGet(Throttle.WINDOW.toNanos());

        // When
        client.warn("Connection to node {} could not be established", 100);

        // Then
        assertThat(said())
                .containsExactly(
                        "Connection to node 0 could not be established",
                        "Connection to node 7 was lost",
                        "Connection to node 100 could not be established (… 99 more like it)");
    }

    @Test
    void leavesOurOwnLinesAndThoseOfABrokerAlone() {
        // When
        for (int i = 0; i < 3; i++) {
            context.getLogger("io.plumbline.gate.Streaming").warn("again");
            context.getLogger("org.apache.kafka.storage.internals.log.UnifiedLog")
                    .info("loaded");
        }

        // Then
        assertThat(said()).hasSize(6);
    }

    @Test
    void countsNothingThatIsNotWritten() {
        // Given
        context.getLogger(CLIENT).debug("polling");
        context.getLogger(CLIENT).setLevel(Level.DEBUG);

        // When
        context.getLogger(CLIENT).debug("polling");

        // Then
        assertThat(said()).containsExactly("polling");
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
