package io.plumbline.service;

import java.time.Duration;
import java.util.function.Consumer;

/** What changed between a service and Kafka, as {@link KafkaWatch} sees it. */
public sealed interface KafkaChange {

    /** Returns it as one sentence for people. */
    String sentence();

    /**
     * Returns a listener that fails a service where Kafka refuses it, and has all else said.
     *
     * @param failure of the service
     * @param console is told, in a sentence
     */
    static Consumer<KafkaChange> listener(Failure failure, Consumer<String> console) {
        return change -> {
            if (change instanceof Refused refused) {
                failure.fail(refused.sentence(), new IllegalStateException(refused.why()));
            } else {
                console.accept(change.sentence());
            }
        };
    }

    /**
     * Kafka has not answered since the service started.
     *
     * @param servers that were asked
     * @param why what the client said last; blank: nothing
     */
    record Waiting(String servers, String why) implements KafkaChange {
        @Override
        public String sentence() {
            return "No answer from Kafka at " + servers + " yet" + (why.isBlank() ? "" : " (" + why + ")")
                    + ": waiting for it.";
        }
    }

    /**
     * Kafka answers for the first time, after {@link Waiting} was said.
     *
     * @param servers that were asked
     * @param after how long it was waited for
     */
    record Found(String servers, Duration after) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " answers, after " + Durations.said(after) + ".";
        }
    }

    /**
     * Kafka answered once and does no longer.
     *
     * @param servers that were asked
     * @param silent time since its last answer
     */
    record Lost(String servers, Duration silent) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " is lost: no answer for " + Durations.said(silent) + ". Waiting for it.";
        }
    }

    /**
     * Kafka answers again.
     *
     * @param servers that were asked
     * @param lasted time from the last answer before it was lost to the first one after
     */
    record Back(String servers, Duration lasted) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " is back, after " + Durations.said(lasted) + ".";
        }
    }

    /**
     * Kafka answers, and will not have us: waiting is of no use.
     *
     * @param servers that were asked
     * @param why what it said
     */
    record Refused(String servers, String why) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " refuses this service: " + why
                    + ". Check the settings that begin with kafka.";
        }
    }
}
