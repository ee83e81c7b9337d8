package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of an unpacked archive finds what it needs wherever it lies, whatever led to it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherPlaceTest {

    @TempDir
    Path home;

    private UnpackedLauncher launcher;

    @BeforeEach
    void unpack() throws IOException {
        launcher = UnpackedLauncher.in(home);
    }

    @Test
    void worksThroughASymbolicLinkFromElsewhere() throws Exception {
        // Given
        launcher.java("21");
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("plumbline", "bin", "plumbline"));

        // When
        UnpackedLauncher.Outcome outcome = launcher.run(link, "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("plumbline/lib/a.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a*b", "a[b]", "a:b", "-a", "a'b", "a$b", "\u03ba"})
    void worksInFoldersOfAnyName(String name) throws Exception {
        // Given
        launcher.java("17.0.15");
        Path moved = Files.move(home.resolve("plumbline"), home.resolve(name));

        // When
        UnpackedLauncher.Outcome outcome = launcher.run(moved.resolve("bin/plumbline"), "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("class path is there", "--version");
        assertThat(outcome.text().lines().filter(line -> line.startsWith("-XX")))
                .allMatch(line -> line.replaceAll(".* -cp (.*) io\\..*", "$1").indexOf(':') < 0);
    }

    @Test
    void isNotLedAstrayByTheSearchPathOfCd() throws Exception {
        // Given
        launcher.java("17.0.15");
        Files.createDirectories(home.resolve("elsewhere/plumbline/bin"));
        launcher.environment().put("CDPATH", ".:/tmp:" + home);

        // When
        UnpackedLauncher.Outcome outcome = launcher.run(Path.of("../plumbline/bin/plumbline"), "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text().lines())
                .as("Java's two alone: cd says nothing")
                .hasSize(2);
        assertThat(outcome.text())
                .contains(home.toRealPath().resolve("plumbline/lib/a.jar").toString());
    }

    @Test
    void followsChainsOfLinksInAFolderOfThePath() throws Exception {
        // Given
        launcher.java("17.0.15");
        Path bin = Files.createDirectories(home.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("one"), launcher.file().toAbsolutePath());
        Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
        Files.createSymbolicLink(bin.resolve("three"), Path.of("..", "my bin", "two"));
        launcher.environment().put("PATH", bin + ":" + System.getenv("PATH"));

        // When
        UnpackedLauncher.Outcome outcome = launcher.run(Path.of("bash"), "-c", "three --version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text())
                .contains(home.toRealPath().resolve("plumbline/lib/a.jar").toString());
    }

    @Test
    void keepsWhatItUnpacksInAFolderThatIsTheUsers() throws Exception {
        // Given
        launcher.java("17.0.15");
        launcher.environment().put("HOME", home.resolve("nowhere").toString());
        launcher.environment()
                .put("TMPDIR", Files.createDirectories(home.resolve("t")).toString());

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("-Dorg.bytedeco.javacpp.cachedir=" + home.resolve("t"));
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void namesLibrariesInOneOrderInEveryLanguage() throws Exception {
        // Given
        launcher.java("17.0.15");
        launcher.environment().put("LC_ALL", "en_US.UTF-8");
        for (String jar : List.of("b.jar", "C.jar", "a-1.jar")) {
            Files.writeString(home.resolve("plumbline/lib").resolve(jar), "");
        }

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("--version");

        // Then: an archive of classes fits one class path
        String lib = home.toRealPath().resolve("plumbline/lib").toString();
        assertThat(outcome.text())
                .contains(" -cp " + String.join(":", lib + "/C.jar", lib + "/a-1.jar", lib + "/a.jar", lib + "/b.jar"));
    }

    @Test
    void refusesAFolderWithoutLibrariesInOneSentence() throws Exception {
        // Given
        launcher.java("17.0.15");
        Files.delete(home.resolve("plumbline/lib/a.jar"));

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("gate");

        // Then
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text().lines())
                .singleElement()
                .asString()
                .contains("there is no library in ", "unpack the tar.gz again");
    }
}
