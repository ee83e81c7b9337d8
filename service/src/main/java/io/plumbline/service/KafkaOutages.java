package io.plumbline.service;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether Kafka answers, decided by when it last did. Time is an argument, in nanoseconds of one clock. Not thread safe.
 */
final class KafkaOutages {

    private final String servers;
    private final long patience;
    private State state = State.NEW;
    private long lastAnswer;
    private Optional<Long> backAt = Optional.empty();
    private String why = "";
    private long count;

    private enum State {
        /** Not asked for long enough to know. */
        NEW,
        /** Kafka never answered, and that was reported. */
        WAITING,
        UP,
        LOST,
        REFUSED
    }

    /**
     * Begins.
     *
     * @param servers for the sentences
     * @param patience silences up to this long are normal
     * @param now present time
     */
    KafkaOutages(String servers, Duration patience, long now) {
        this.servers = servers;
        this.patience = patience.toNanos();
        this.lastAnswer = now;
    }

    /** Takes an answer; returns what it changed. */
    Optional<KafkaChange> answered(long now) {
        State before = state;
        Duration silent = Duration.ofNanos(now - lastAnswer);
        state = State.UP;
        lastAnswer = now;
        why = "";
        if (before == State.WAITING || before == State.LOST) {
            backAt = Optional.of(now);
        }
        return switch (before) {
            case WAITING -> Optional.of(new KafkaChange.Found(servers, silent));
            case LOST -> Optional.of(new KafkaChange.Back(servers, silent));
            default -> Optional.empty();
        };
    }

    /** Takes a question that was not answered; returns what that changed. */
    Optional<KafkaChange> unanswered(String cause, long now) {
        why = cause;
        if (now - lastAnswer < patience) {
            return Optional.empty();
        }
        return switch (state) {
            case NEW -> {
                state = State.WAITING;
                yield Optional.of(new KafkaChange.Waiting(servers, why));
            }
            case UP -> {
                state = State.LOST;
                count++;
                yield Optional.of(new KafkaChange.Lost(servers, Duration.ofNanos(now - lastAnswer)));
            }
            default -> Optional.empty();
        };
    }

    /** Takes a refusal for good; returns what it changed. */
    Optional<KafkaChange> refused(String cause) {
        boolean known = state == State.REFUSED;
        state = State.REFUSED;
        why = cause;
        return known ? Optional.empty() : Optional.of(new KafkaChange.Refused(servers, cause));
    }

    /** Returns whether Kafka answered lately. */
    boolean isUp() {
        return state == State.UP;
    }

    /**
     * Returns whether Kafka has answered for at least this long: what fails now does not follow from an earlier outage.
     */
    boolean isUpFor(Duration time, long now) {
        return isUp() && backAt.map(back -> now - back >= time.toNanos()).orElse(true);
    }

    /** Returns why Kafka counts as down; empty: it answered lately. */
    Optional<String> cause(long now) {
        String said = Durations.said(Duration.ofNanos(now - lastAnswer));
        return switch (state) {
            case NEW, WAITING -> Optional.of("no answer from " + servers + " yet, asked for " + said + because());
            case UP -> Optional.empty();
            case LOST -> Optional.of("no answer from " + servers + " for " + said + because());
            case REFUSED -> Optional.of(servers + " refuses this service" + because());
        };
    }

    /** Returns the same, but empty until the silence is long enough to count as an outage. */
    Optional<String> outage(long now) {
        return state == State.NEW ? Optional.empty() : cause(now);
    }

    /** Returns how often it was lost. */
    long count() {
        return count;
    }

    private String because() {
        return why.isBlank() ? "" : ": " + why;
    }
}
