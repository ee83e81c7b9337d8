package io.plumbline.engine.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text became numbers: all that it takes to read another one alike. Immutable.
 *
 * @param tokenizer that numbered the tokens
 * @param objective what is predicted; where tokens are masked, the mask is one more, the last
 */
public record TextEncoding(Tokenizer tokenizer, Objective objective) {

    private static final String CHARACTER = "character";
    private static final String PIECE = "piece";
    /** Losses of hidden tokens and of next ones are of different tasks, so that their units differ. */
    private static final String MASKED = "masked-";

    /** The name of the token that hides others; no character and no piece is spelt so. */
    private static final String MASK = "[MASK]";

    /** Returns how many tokens there are, the mask among them: the classes of a prediction. */
    public int vocabulary() {
        return tokenizer.size() + (objective == Objective.MASKED ? 1 : 0);
    }

    /** Returns what is told of a text, {@code character} or {@code piece}, behind {@code masked-} where tokens are hidden. */
    public String unit() {
        String token = tokenizer.kind() == Tokenizer.Kind.CHARACTERS ? CHARACTER : PIECE;
        return objective == Objective.MASKED ? MASKED + token : token;
    }

    /** Returns the number of the token that hides others, where the objective has one. */
    int mask() {
        return tokenizer.size();
    }

    /** Returns the tokens for people, in the order of their numbers. */
    List<String> spellings() {
        List<String> spellings = new ArrayList<>(tokenizer.spellings());
        if (objective == Objective.MASKED) {
            spellings.add(MASK);
        }
        return spellings;
    }
}
