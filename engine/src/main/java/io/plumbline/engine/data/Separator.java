package io.plumbline.engine.data;

import java.util.List;

/** What stands between the fields of a CSV file. */
public enum Separator {
    /** Whichever of the others gives most lines most fields alike. */
    AUTO(','),
    /** As in RFC 4180. */
    COMMA(','),
    /** As spreadsheets write where the comma is the decimal sign. */
    SEMICOLON(';'),
    /** As in TSV files. */
    TAB('\t');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    /** Returns the character; a comma for {@link #AUTO}. */
    char character() {
        return character;
    }

    /** Returns what comes into question, the likelier first where all else is equal. */
    List<Separator> candidates() {
        return this == AUTO ? List.of(TAB, SEMICOLON, COMMA) : List.of(this);
    }
}
