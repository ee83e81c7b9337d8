package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as it lies in an unpacked archive, with a Java that only says what it was told. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "plumbline");

    @TempDir
    Path home;

    private Path launcher;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectories(home.resolve("plumbline/lib"));
        launcher = Files.createDirectories(home.resolve("plumbline/bin")).resolve("plumbline");
        Files.copy(LAUNCHER, launcher);
        environment.put("HOME", home.toString());
    }

    @Test
    void startsJavaWithAllArgumentsAndOneThread() throws Exception {
        // Given
        java("17.0.15");

        // When
        Outcome outcome = run(launcher, "train", "--data", "mnist=a b");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text())
                .contains(home.toRealPath().resolve("plumbline/lib") + "/*")
                .contains("io.plumbline.cli.Plumbline train --data mnist=a b")
                .contains("threads 1")
                .doesNotContain("--enable-native-access");
    }

    @Test
    void respectsTheUsersThreadsAndOptions() throws Exception {
        // Given
        java("17.0.15");
        environment.put("OMP_NUM_THREADS", "2");
        environment.put("JAVA_OPTS", "-Xmx2g -Dx=y");

        // When
        Outcome outcome = run(launcher, "demo");

        // Then
        assertThat(outcome.text()).contains("threads 2", "-Xmx2g -Dx=y");
    }

    @Test
    void allowsNativeAccessWhereJavaAsksForIt() throws Exception {
        // Given
        java("25.0.1");

        // When
        Outcome outcome = run(launcher, "demo");

        // Then
        assertThat(outcome.text())
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void worksThroughASymbolicLinkFromElsewhere() throws Exception {
        // Given
        java("21");
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of("plumbline", "bin", "plumbline"));

        // When
        Outcome outcome = run(link, "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("plumbline/lib/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a*b", "a[b]", "a:b", "-a", "a'b", "a$b", "\u03ba"})
    void worksInFoldersOfAnyName(String name) throws Exception {
        // Given
        java("17.0.15");
        Path moved = Files.move(home.resolve("plumbline"), home.resolve(name));
        Files.writeString(moved.resolve("lib/a.jar"), "");

        // When
        Outcome outcome = run(moved.resolve("bin/plumbline"), "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("class path is there", "--version");
        assertThat(outcome.text().lines().filter(line -> line.startsWith("-XX")))
                .allMatch(
                        line -> line.replaceAll(".* -cp (.*)/\\* io\\..*", "$1").indexOf(':') < 0);
    }

    @Test
    void isNotLedAstrayByTheSearchPathOfCd() throws Exception {
        // Given
        java("17.0.15");
        Files.createDirectories(home.resolve("elsewhere/plumbline/bin"));
        environment.put("CDPATH", ".:/tmp:" + home);

        // When
        Outcome outcome = run(Path.of("../plumbline/bin/plumbline"), "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text().lines()).hasSize(1);
        assertThat(outcome.text()).contains(home.toRealPath().resolve("plumbline/lib") + "/*");
    }

    @Test
    void followsChainsOfLinksInAFolderOfThePath() throws Exception {
        // Given
        java("17.0.15");
        Path bin = Files.createDirectories(home.resolve("my bin"));
        Files.createSymbolicLink(bin.resolve("one"), launcher.toAbsolutePath());
        Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
        Files.createSymbolicLink(bin.resolve("three"), Path.of("..", "my bin", "two"));
        environment.put("PATH", bin + ":" + System.getenv("PATH"));

        // When
        Outcome outcome = run(Path.of("bash"), "-c", "three --version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains(home.toRealPath().resolve("plumbline/lib") + "/*");
    }

    @Test
    void keepsWhatItUnpacksInAFolderThatIsTheUsers() throws Exception {
        // Given
        java("17.0.15");
        environment.put("HOME", home.resolve("nowhere").toString());
        environment.put("TMPDIR", Files.createDirectories(home.resolve("t")).toString());

        // When
        Outcome outcome = run(launcher, "--version");

        // Then
        assertThat(outcome.code()).isZero();
        assertThat(outcome.text()).contains("-Dorg.bytedeco.javacpp.cachedir=" + home.resolve("t"));
        assertThat(home.resolve("nowhere")).doesNotExist();
    }

    @Test
    void takesOptionsByItsOwnVariableAsTheyAre() throws Exception {
        // Given
        java("17.0.15");
        environment.put("JAVA_OPTS", "-Xmx2g -Dx=*");
        environment.put("PLUMBLINE_JAVA_OPTS", "-Xmx3g");
        Files.writeString(Files.createDirectories(home.resolve("elsewhere")).resolve("-Dx=1"), "");

        // When
        Outcome outcome = run(launcher, "demo");

        // Then
        assertThat(outcome.text()).contains("-Xmx640m", "-Xmx2g -Dx=* -Xmx3g");
    }

    @Test
    void leavesTheHeapToTheShareOfAContainersMemory() throws Exception {
        // Given
        java("17.0.15");
        environment.put("JAVA_OPTS", "-XX:MaxRAMPercentage=40");

        // When
        Outcome outcome = run(launcher, "gate");

        // Then: a size of the heap would win over the share
        assertThat(outcome.text()).contains("-XX:MaxRAMPercentage=40").doesNotContain("-Xmx");
    }

    @ParameterizedTest
    @CsvSource({"gate, true", "metrics, true", "train, false", "demo, false"})
    void endsServicesWhoseHeapIsFull(String command, boolean ends) throws Exception {
        // Given
        java("17.0.15");

        // When
        Outcome outcome = run(launcher, command);

        // Then
        assertThat(outcome.text().contains("-XX:+ExitOnOutOfMemoryError")).isEqualTo(ends);
    }

    @ParameterizedTest
    @CsvSource({"11.0.2", "1.8.0_392"})
    void refusesAnOldJavaInOneSentence(String version) throws Exception {
        // Given
        java(version);

        // When
        Outcome outcome = run(launcher, "demo");

        // Then
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text().lines()).singleElement().asString().contains("Java 17 or newer is needed", version);
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        // Given
        environment.put("JAVA_HOME", home.resolve("nowhere").toString());

        // When
        Outcome outcome = run(launcher, "demo");

        // Then
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text().lines()).singleElement().asString().contains("JAVA_HOME is ", "nowhere");
    }

    /** Puts a Java in JAVA_HOME that prints its version, or else its arguments. */
    private void java(String version) throws IOException {
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
                echo "$@ threads $OMP_NUM_THREADS"
                while [ "$1" != -cp ]; do shift; done
                if [ -e "${2%%/[*]}/a.jar" ]; then echo 'class path is there'; fi
                """.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("JAVA_HOME", home.resolve("jdk").toString());
    }

    private Outcome run(Path command, String... arguments) throws IOException, InterruptedException {
        Path text = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder()
                .directory(Files.createDirectories(home.resolve("elsewhere")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(text.toFile());
        builder.command().add(command.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("OMP_NUM_THREADS");
        builder.environment().remove("JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(text, StandardCharsets.UTF_8));
    }

    private record Outcome(int code, String text) {}
}
