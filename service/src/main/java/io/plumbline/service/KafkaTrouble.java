package io.plumbline.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Explains the exception of a Kafka client in one sentence, for the person who started the service. */
public final class KafkaTrouble {

    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    /**
     * The settings that limit how long a call may take, by kind of client, in the order in which the clients are used.
     */
    private static final List<String> PATIENCE =
            List.of("admin.default.api.timeout.ms", "consumer.default.api.timeout.ms", "default.api.timeout.ms");

    private static final long DEFAULT_PATIENCE_MS = 60_000;

    private KafkaTrouble() {}

    /**
     * Returns the sentence.
     *
     * @param kafka that was asked
     * @param failure of a client, bare or wrapped
     */
    public static String sentence(KafkaSettings kafka, Throwable failure) {
        String where = kafka.bootstrapServers();
        if (find(failure, SslAuthenticationException.class).isPresent()) {
            return "the TLS handshake with " + where + " failed: are kafka.security.protocol and kafka.ssl.* those"
                    + " of this broker? (" + deepest(failure) + ")";
        }
        Optional<AuthenticationException> refused = find(failure, AuthenticationException.class);
        if (refused.isPresent()) {
            return where + " refuses the login: are kafka.sasl.* and kafka.security.protocol right? ("
                    + message(refused.get()) + ")";
        }
        Optional<AuthorizationException> forbidden = find(failure, AuthorizationException.class);
        if (forbidden.isPresent()) {
            return where + " does not allow it: this login needs more rights (" + message(forbidden.get()) + ")";
        }
        return network(where, kafka, failure)
                .orElseGet(() -> "Kafka at " + where + " cannot be used: " + message(unwrapped(failure)));
    }

    /**
     * Returns the sentence for a failure that waiting cannot fix; empty for one that may pass, such as a broker that is
     * down, slow or new.
     *
     * @param kafka that was asked
     * @param failure of a client, bare or wrapped
     */
    public static Optional<String> refusal(KafkaSettings kafka, Throwable failure) {
        return causes(failure).anyMatch(KafkaTrouble::isRefusal)
                ? Optional.of(sentence(kafka, failure))
                : Optional.empty();
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof UnsupportedVersionException
                || cause instanceof RecordTooLargeException
                || cause instanceof SerializationException
                // A name that cannot be resolved may be resolved later; any other setting stays wrong.
                || (cause instanceof ConfigException && !message(cause).contains(UNRESOLVABLE));
    }

    private static Optional<String> network(String where, KafkaSettings kafka, Throwable failure) {
        if (find(failure, ConfigException.class).map(KafkaTrouble::message).stream()
                .anyMatch(text -> text.contains(UNRESOLVABLE))) {
            return Optional.of("no address is known for " + where + ": is bootstrap-servers spelt right?");
        }
        if (find(failure, UnsupportedVersionException.class).isPresent()) {
            return Optional.of("the broker at " + where + " is too old: it does not know a request that is needed");
        }
        if (find(failure, TimeoutException.class).isPresent()
                || find(failure, DisconnectException.class).isPresent()) {
            return Optional.of(
                    "no answer from " + where + " within " + patience(kafka) + ": is a broker running there?");
        }
        return Optional.empty();
    }

    private static String patience(KafkaSettings kafka) {
        long ms = PATIENCE.stream()
                .map(kafka.properties()::get)
                .filter(Objects::nonNull)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .findFirst()
                .orElse(DEFAULT_PATIENCE_MS);
        return ms % 1000 == 0 ? ms / 1000 + " s" : ms + " ms";
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        return causes(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private static String deepest(Throwable failure) {
        return causes(failure)
                .map(KafkaTrouble::message)
                .reduce((above, below) -> below)
                .orElse("");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Throwable unwrapped(Throwable failure) {
        boolean wrapper = failure instanceof ExecutionException || failure instanceof CompletionException;
        return wrapper && failure.getCause() != null ? unwrapped(failure.getCause()) : failure;
    }

    private static String message(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .filter(text -> !text.isBlank())
                .orElse(failure.getClass().getSimpleName());
    }
}
