package io.plumbline.core.settings;

import java.util.List;
import java.util.stream.Stream;

/** Which parameters the share of a node counts. */
public enum Scope {
    /** Own parameters: open nodes and ungated parameters sum to 1. */
    OWN("own"),
    /** Own parameters and outgoing weights: the sum is above 1. */
    OWN_AND_OUT("own+out");

    private final String spelling;

    Scope(String spelling) {
        this.spelling = spelling;
    }

    /** Returns how it is written: {@code own} or {@code own+out}. */
    public String spelling() {
        return spelling;
    }

    /** Returns all spellings. */
    static List<String> spellings() {
        return Stream.of(values()).map(Scope::spelling).toList();
    }

    /**
     * Returns the scope that is written so.
     *
     * @throws IllegalArgumentException if none is, in one sentence
     */
    static Scope of(String spelling) {
        return Stream.of(values())
                .filter(scope -> scope.spelling.equals(spelling))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "gate.scope must be " + String.join(" or ", spellings()) + ", was '" + spelling + "'"));
    }
}
