package io.plumbline.service;

import java.util.Optional;

/**
 * A value from flags, environment or file.
 *
 * @param value as it was written
 * @param origin where it came from
 */
record Given(String value, Origin origin) {

    /** Wraps the answer of a map, which is null without a value. */
    static Optional<Given> of(String answer, Origin origin) {
        return Optional.ofNullable(answer).map(value -> new Given(value, origin));
    }

    /** Returns the key as it is spelled at the origin. */
    String name(String key) {
        return origin == Origin.ENVIRONMENT ? Environment.variable(key) : key;
    }

    /** Returns the value and its origin, hidden where it is a secret. */
    String shown(String key) {
        return Secrets.shown(key, value) + " (" + origin + ")";
    }
}
