package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

    /** More than fit into what is written at once. */
    private static final int MANY = 200_000;

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatItTookAndLeavesNoFileBehind() {
        for (int vocabulary : new int[] {2, 256, 257, 1 << 16}) {
            // Given
            Tokens tokens;
            try (TokenFile file = new TokenFile(folder, "a.txt", vocabulary)) {
                for (int i = 0; i < MANY; i++) {
                    file.add(i * 7 % vocabulary);
                }

                // When
                tokens = file.tokens();
            }

            // Then
            assertThat(folder).isEmptyDirectory();
            assertThat(tokens.count()).as("of %d", vocabulary).isEqualTo(MANY);
            assertThat(tokens.isWide()).isEqualTo(vocabulary > 256);
            for (int i = 0; i < MANY; i += 999) {
                assertThat(tokens.at(i)).isEqualTo(i * 7 % vocabulary);
            }
        }
    }

    @Test
    void namesTheFolderThatTakesNothing() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> new TokenFile(none, "a.txt", 2))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "the tokens of a.txt cannot be kept in the folder of temporary files, " + none + ": ");
    }
}
