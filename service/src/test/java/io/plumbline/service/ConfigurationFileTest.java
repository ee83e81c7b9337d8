package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    @TempDir
    private Path directory;

    @Test
    void flattensNestingAndListsAndKeepsTheSpelling() throws IOException {
        // Given
        Path file =
                write("a.yaml", "admin:\n  port: 0123\n  host: ::1\nshares: [0.10, 1e3]\non: yes\n\"q.r\": 'x: y'\n");

        // When
        Map<String, String> values = ConfigurationFile.read(file);

        // Then
        assertThat(values)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "admin.port", "0123", "admin.host", "::1", "shares", "0.10,1e3", "on", "yes", "q.r", "x: y"));
    }

    @Test
    void takesAnEmptyFileForNoSettings() throws IOException {
        // When
        Map<String, String> values = ConfigurationFile.read(write("a.yml", "# nothing yet\n"));

        // Then
        assertThat(values).isEmpty();
    }

    @Test
    void saysWhereItIsMalformed() throws IOException {
        // Given
        Path file = write("a.yaml", "a: 1\nb: [2\nc: 3\n");

        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigurationFile.read(file))
                .withMessageMatching("configuration file .*a.yaml is no valid YAML at line \\d+, column \\d+: .*");
    }

    @Test
    void refusesAKeyGivenTwice() throws IOException {
        // Given
        Path file = write("a.yaml", "a: 1\na: 2\n");

        // When / Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigurationFile.read(file))
                .withMessageContaining("Duplicate field 'a'");
    }

    @Test
    void refusesWhatItCannotBe() throws IOException {
        refuses(directory.resolve("none.yaml"), "configuration file .*none.yaml does not exist");
        refuses(write("a.toml", ""), "configuration file .*a.toml must end in .yaml, .yml or .properties");
        refuses(write("b.yaml", "- 1\n"), "a YAML configuration file must consist of 'key: value' lines");
        refuses(write("c.yaml", "a:\n"), "a has no value in the configuration file");
        refuses(write("d.yaml", "a: [{b: 1}]\n"), "a must be a list of plain values in the configuration file");
        refuses(write("e.yaml", "a: &x 1\nb: *x\n"), "b is a YAML alias, which is not supported: write the value out");
    }

    private static void refuses(Path file, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigurationFile.read(file))
                .withMessageMatching(sentence);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
