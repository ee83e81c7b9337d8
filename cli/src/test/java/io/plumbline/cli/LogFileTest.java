package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.service.Configuration;
import io.plumbline.service.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final Configuration NOTHING = Configuration.of(Map.of());

    private final StringWriter err = new StringWriter();
    private final Console console = new Console(new PrintWriter(err), new PrintWriter(err), false);
    private final OtherProcess other = new OtherProcess();

    @TempDir
    private Path folder;

    @AfterEach
    void endTheOther() throws InterruptedException {
        other.end();
    }

    @Test
    void isTheUsualOneWhereNobodyWritesIt() {
        // When
        LogFile.openIfPossible(NOTHING, folder.resolve("logs/gate.log"), console);
        LogFile.openIfPossible(NOTHING, folder.resolve("logs/gate.log"), console);

        // Then
        assertThat(folder.resolve("logs/gate.log")).exists();
        assertThat(folder.resolve("logs/gate-2.log")).doesNotExist();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void isAnotherForASecondProcess() throws IOException {
        // Given
        other.writes(folder.resolve("gate.log"));

        // When
        LogFile.openIfPossible(NOTHING, folder.resolve("gate.log"), console);

        // Then
        assertThat(folder.resolve("gate-2.log")).exists();
        assertThat(err.toString()).contains("gate-2.log, for another process writes ");
    }

    @Test
    void isRefusedToASecondProcessWhereItWasNamed() throws IOException {
        // Given
        Path named = folder.resolve("named.log");
        other.writes(named);

        // Then
        assertThatThrownBy(() -> LogFile.open(Configuration.of(Map.of("log.file", named.toString())), named))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is being written by another process: name another with --log-file");
    }

    @Test
    void isTheConsoleWhereTheFolderCannotBeWrittenAndIsNotNeeded() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("plumbline-data"));

        // When
        LogFile.openIfPossible(NOTHING, file.resolve("report.log"), console);

        // Then
        assertThat(err.toString().lines())
                .containsExactly("Log: here, for " + file + " cannot be written: a file is in the place of a folder");
    }

    @Test
    void isASentenceWhereTheFolderIsNeeded() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("home"));

        // Then
        assertThatThrownBy(() -> LogFile.open(NOTHING, file.resolve("plumbline.log")))
                .isInstanceOf(StartException.class)
                .hasMessage(file + " cannot be written: a file is in the place of a folder; choose another folder with"
                        + " --directory");
    }

    /** Locks go by process: another one must hold it. */
    public static final class OtherProcess {

        private Process process;

        void writes(Path log) throws IOException {
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            log.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = process.inputReader().readLine();
            if (!"writes".equals(line)) {
                throw new IllegalStateException("the other process does not write, but says: " + line);
            }
        }

        void end() throws InterruptedException {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
        }

        /** Opens the log and waits to be killed. */
        public static void main(String[] arguments) throws IOException {
            LogFile.open(NOTHING, Path.of(arguments[0]));
            System.out.println("writes");
            int end = System.in.read();
            System.exit(end);
        }
    }
}
