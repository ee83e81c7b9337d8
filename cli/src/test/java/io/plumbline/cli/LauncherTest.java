package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher, as it lies in an unpacked archive, tells Java, and which Java. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    @TempDir
    Path home;

    private UnpackedLauncher launcher;

    @BeforeEach
    void unpack() throws IOException {
        launcher = UnpackedLauncher.in(home);
    }

    @Test
    void startsJavaWithAllArgumentsAndOneThread() throws Exception {
        // Given
        launcher.java("17.0.15");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("train", "--data", "mnist=a b");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text())
                .contains("-cp " + home.toRealPath().resolve("plumbline/lib/a.jar") + " io")
                .contains("io.plumbline.cli.Plumbline train --data mnist=a b")
                .contains("threads 1")
                .doesNotContain("--enable-native-access");
    }

    @Test
    void respectsTheUsersThreadsAndOptions() throws Exception {
        // Given
        launcher.java("17.0.15");
        launcher.environment().put("OMP_NUM_THREADS", "2");
        launcher.environment().put("JAVA_OPTS", "-Xmx2g -Dx=y");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.text()).contains("threads 2", "-Xmx2g -Dx=y");
    }

    @Test
    void allowsNativeAccessWhereJavaAsksForIt() throws Exception {
        // Given
        launcher.java("25.0.1");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.text())
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void takesOptionsByItsOwnVariableAsTheyAre() throws Exception {
        // Given
        launcher.java("17.0.15");
        launcher.environment().put("JAVA_OPTS", "-Xmx2g -Dx=*");
        launcher.environment().put("PLUMBLINE_JAVA_OPTS", "-Xmx3g");
        Files.writeString(Files.createDirectories(home.resolve("elsewhere")).resolve("-Dx=1"), "");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.text()).contains("-Xmx640m", "-Xmx2g -Dx=* -Xmx3g");
    }

    @Test
    void leavesTheHeapToTheShareOfAContainersMemory() throws Exception {
        // Given
        launcher.java("17.0.15");
        launcher.environment().put("JAVA_OPTS", "-XX:MaxRAMPercentage=40");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("gate");

        // Then: a size of the heap would win over the share
        assertThat(outcome.text()).contains("-XX:MaxRAMPercentage=40").doesNotContain("-Xmx");
    }

    @ParameterizedTest
    @CsvSource({"gate, true", "metrics, true", "train, false", "demo, false"})
    void endsServicesWhoseHeapIsFull(String command, boolean ends) throws Exception {
        // Given
        launcher.java("17.0.15");

        // When
        UnpackedLauncher.Outcome outcome = launcher.run(command);

        // Then
        assertThat(outcome.text().contains("-XX:+ExitOnOutOfMemoryError")).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({"11.0.2", "1.8.0_392"})
    void refusesAnOldJavaInOneSentence(String version) throws Exception {
        // Given
        launcher.java(version);

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text().lines()).singleElement().asString().contains("Java 17 or newer is needed", version);
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        // Given
        launcher.environment().put("JAVA_HOME", home.resolve("nowhere").toString());

        // When
        UnpackedLauncher.Outcome outcome = launcher.run("demo");

        // Then
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text().lines()).singleElement().asString().contains("JAVA_HOME is ", "nowhere");
    }
}
