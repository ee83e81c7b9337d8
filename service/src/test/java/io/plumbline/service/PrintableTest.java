package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void writesOutWhatSteersATerminalOrBreaksALine() {
        assertThat(Printable.line("a\u001b[31mb\tc\r\nd\u0000e\u007ff\u009bg\u2028h"))
                .isEqualTo("a\\u001b[31mb\\tc\\r\\nd\\u0000e\\u007ff\\u009bg\\u2028h");
    }

    @Test
    void writesOutMarksOfDirectionAndHalfCharacters() {
        assertThat(Printable.line("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ud83d"))
                .isEqualTo("\\u202a\\u202b\\u202c\\u202d\\u202e\\u2066\\u2067\\u2068\\u2069\\ufeff\\ud83d");
    }

    @Test
    void writesOutFormatsBeyondTheFirstPlaneAsJsonWould() {
        assertThat(Printable.line("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void leavesLettersOfAllScriptsAlone() {
        // Given
        String text =
                "\u03ba \u2264 1 \u00b7 Gr\u00f6\u00dfe \ud83d\ude80 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 C:\\new";

        // Then
        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void keepsEndsOfLinesWhereTheyAreMeant() {
        assertThat(Printable.lines("a\nb\r\nc\u001b\rd")).isEqualTo("a\nb\nc\\u001b\\rd");
    }
}
