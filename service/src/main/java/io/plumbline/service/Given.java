package io.plumbline.service;

import java.util.Optional;

/**
 * A value that somebody gave.
 *
 * @param value as it was written
 * @param origin where it came from
 */
record Given(String value, Origin origin) {

    /** Takes a map's answer, null where it has none. */
    static Optional<Given> of(String answer, Origin origin) {
        return Optional.ofNullable(answer).map(value -> new Given(value, origin));
    }

    /** Returns how the giver calls the key. */
    String name(String key) {
        return origin == Origin.ENVIRONMENT ? Environment.variable(key) : key;
    }

    /** Returns the value and its origin, hidden where it is a secret. */
    String shown(String key) {
        return Secrets.shown(key, value) + " (" + origin + ")";
    }
}
