package io.plumbline.service;

import java.time.Duration;
import java.util.function.Consumer;

/** What changed between a service and Kafka, as {@link KafkaWatch} sees it. */
public sealed interface KafkaChange {

    /** Returns it as one sentence for people. */
    String sentence();

    /**
     * Returns a listener that fails a service if Kafka refuses it, and reports every other change.
     *
     * @param failure of the service
     * @param console receives one sentence for each change
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
     * @param why last message of the client; blank: none
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
     * @param after time that the service waited for it
     */
    record Found(String servers, Duration after) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " answers, after " + Durations.said(after) + ".";
        }
    }

    /**
     * Kafka has stopped answering.
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
     * Kafka answers, but refuses us: waiting does not help.
     *
     * @param servers that were asked
     * @param why its message
     */
    record Refused(String servers, String why) implements KafkaChange {
        @Override
        public String sentence() {
            return "Kafka at " + servers + " refuses this service: " + why
                    + ". Check the settings that begin with kafka.";
        }
    }
}
