package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void refusesASecondDocument() throws IOException {
        refuses(
                write("a.yaml", "a: 1\n---\nb: 2\n"),
                "configuration file .*a.yaml has a second document, at line 3: .*");
        refuses(write("b.yaml", "a: 1\n---\n"), "configuration file .*b.yaml has a second document.*");
    }

    @Test
    void refusesAKeyThatIsBothNestedAndDotted() throws IOException {
        String sentence = "a.b is given twice in the configuration file, once nested and once with a dot: .*";
        refuses(write("a.yaml", "a: {b: 1}\na.b: 2\n"), sentence);
        refuses(write("b.yaml", "a.b: 2\na: {b: 1}\n"), sentence);
    }

    @Test
    void refusesOtherEncodingsByTheirName() throws IOException {
        // Given
        String text = "steps: 10 # caf\u00e9\n";

        // Then
        refuses(encoded("a.yaml", text, StandardCharsets.ISO_8859_1), ".* is not in UTF-8, perhaps in Latin-1: .*");
        refuses(
                encoded("a.properties", text, StandardCharsets.ISO_8859_1),
                ".* is not in UTF-8, perhaps in Latin-1: .*");
        refuses(encoded("b.yaml", text, StandardCharsets.UTF_16), ".* is in UTF-16: save it in UTF-8");
        refuses(encoded("c.yaml", text, StandardCharsets.UTF_16LE), ".* is not in UTF-8.*|.* has NUL in it.*");
        refuses(write("d.properties", "\ufeffa=1\n"), ".* begins with a byte order mark.*");
    }

    @Test
    void readsAByteOrderMarkOfYaml() throws IOException {
        assertThat(ConfigurationFile.read(write("a.yaml", "\ufeffa: 1\n"))).containsExactly(Map.entry("a", "1"));
    }

    @Test
    void refusesTagsThatMeanSomethingElseThanText() throws IOException {
        assertThat(ConfigurationFile.read(write("a.yaml", "a: !!int \"7\"\n"))).containsExactly(Map.entry("a", "7"));
        refuses(
                write("b.yaml", "a: !secret x\n"),
                "a has the YAML tag !?secret, which means nothing here: leave it out");
        refuses(write("c.yaml", "a: !!binary aGk=\n"), "a has the YAML tag binary, .*");
        refuses(write("d.yaml", "a: []\n"), "a has no value in the configuration file");
    }

    @Test
    void refusesWhatPropertiesWouldSwallow() throws IOException {
        refuses(write("a.properties", "a=1\na=2\n"), "a is given twice in the configuration file: expected it once");
        refuses(write("b.properties", "a=1\na = 1\n"), "a is given twice in the configuration file: expected it once");
        refuses(write("c.properties", "a=\\uZZZZ\n"), "configuration file .*c.properties has a \\\\u that .*");
        refuses(write("d.properties", "# C:\\data\na=C:\\data\n"), ".*d.properties has \\\\d at line 2: .*");
    }

    @Test
    void readsEscapesOfProperties() throws IOException {
        // Given
        Path file = write("a.properties", "# \\q\na\\:b=C:\\\\data\nc=1,\\\n  2\nd=\\u00e9\n");

        // Then
        assertThat(ConfigurationFile.read(file)).isEqualTo(Map.of("a:b", "C:\\data", "c", "1,2", "d", "\u00e9"));
    }

    /** Files as people met them elsewhere. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                UPPER.YAML | must end in .yaml, .yml or .properties
                billion-laughs.yaml | is a YAML alias
                bom.properties | begins with a byte order mark
                complex-key.yaml | is no valid YAML
                deep-mapping.yaml | is no valid YAML
                deep-nesting.yaml | must be a list of plain values
                dotted-then-nested-same-key.yaml | optimizer.learning-rate is given twice
                duplicate-key.yaml | Duplicate field 'steps'
                latin1.yaml | is not in UTF-8
                merge-key.yaml | << is a YAML alias
                nested-and-dotted-same-key.yaml | optimizer.learning-rate is given twice
                nested-list.yaml | network.layers must be a list of plain values
                null-value.yaml | seed has no value
                python-tag.yaml | network.activation has the YAML tag
                tab.yaml | is no valid YAML
                two-documents.yaml | has a second document, at line 8
                """)
    void refusesInOneSentence(String name, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigurationFile.read(Path.of("src", "test", "resources", "yaml", name)))
                .withMessageContaining(part)
                .satisfies(refused -> assertThat(refused.getMessage()).hasLineCount(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bom.yaml",
                "explicit-tag.yaml",
                "exp-float.yaml",
                "norway.yaml",
                "octal-int.yaml",
                "ok.properties",
                "sexagesimal.yaml",
                "underscore.yaml"
            })
    void readsOnAsTheyAreSpelt(String name) {
        assertThat(ConfigurationFile.read(Path.of("src", "test", "resources", "yaml", name)))
                .containsEntry("network.layers", "8")
                .containsKey("steps");
    }

    private Path encoded(String name, String text, Charset charset) throws IOException {
        return Files.writeString(directory.resolve(name), text, charset);
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
