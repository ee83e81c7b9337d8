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

/**
 * The launcher as it lies in an unpacked archive, with a Java that only says what it was told.
 *
 * @param home the user's home, in which all of it lies
 * @param file the launcher
 * @param environment what it starts with, beside this process's own
 */
record UnpackedLauncher(Path home, Path file, Map<String, String> environment) {

    private static final Path LAUNCHER = Path.of("..", "plumbline");

    /** Unpacks it in a folder. */
    static UnpackedLauncher in(Path home) throws IOException {
        Files.writeString(Files.createDirectories(home.resolve("plumbline/lib")).resolve("a.jar"), "");
        Path file = Files.createDirectories(home.resolve("plumbline/bin")).resolve("plumbline");
        Files.copy(LAUNCHER, file);
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        return new UnpackedLauncher(home, file, environment);
    }

    /** Runs it. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(file, arguments);
    }

    /** Puts a Java in JAVA_HOME that prints its version, or else its arguments. */
    void java(String version) throws IOException {
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
                echo "$@ threads $OMP_NUM_THREADS"
                while [ "$1" != -cp ]; do shift; done
                if [ -e "${2##*:}" ]; then echo 'class path is there'; fi
                """.formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        environment.put("JAVA_HOME", home.resolve("jdk").toString());
    }

    Outcome run(Path command, String... arguments) throws IOException, InterruptedException {
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

    /** What a process printed, and its exit code. */
    record Outcome(int code, String text) {}
}
