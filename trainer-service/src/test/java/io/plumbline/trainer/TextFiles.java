package io.plumbline.trainer;

import io.plumbline.engine.data.DataSettings;
import io.plumbline.engine.data.Objective;
import io.plumbline.engine.data.Source;
import io.plumbline.engine.data.TextSettings;
import io.plumbline.engine.data.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a text of which every character is the one after the one before it. */
final class TextFiles {

    /** 26 letters, again and again. */
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private TextFiles() {}

    /** Returns a text of characters, a fifth of it to test on, in windows of so many. */
    static DataSettings of(Path folder, int characters, int tokens, Objective objective) throws IOException {
        Path file = Files.writeString(
                folder.resolve("alphabet.txt"),
                ALPHABET.repeat(characters / ALPHABET.length() + 1).substring(0, characters));
        return DataSettings.of(Source.parse("text=" + file))
                .with(new TextSettings(Tokenizer.Kind.CHARACTERS, 512, tokens, objective));
    }
}
