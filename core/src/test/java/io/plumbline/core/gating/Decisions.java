package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** What tests of the gate ask of a decision. */
final class Decisions {

    private Decisions() {}

    /** Begins an assertion on the reason of a decision that changes nothing. */
    static AbstractAssert<?, ?> assertNoChange(Optional<MaskDecision> decision) {
        return assertThat(decision).get().isInstanceOf(NoChange.class).extracting(d -> ((NoChange) d).reason());
    }

    /** Returns the change of a decision that makes one. */
    static Change change(Optional<MaskDecision> decision) {
        return decision.flatMap(MaskDecision::change).orElseThrow();
    }
}
