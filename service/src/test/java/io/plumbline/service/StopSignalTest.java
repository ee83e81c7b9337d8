package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real signals to a real process. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StopSignalTest {

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void endsByItselfAtTheFirstSignal(String signal, int code) throws Exception {
        // Given
        Process process = start("ends");

        // When
        send(signal, process);

        // Then
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(lines(process)).isEqualTo("stopping");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void endsAtOnceAtTheSecondSignal(String signal, int code) throws Exception {
        // Given a process that would take a minute to end
        Process process = start("lingers");
        send("INT", process);
        awaitLine("stopping", process);

        // When
        long begin = System.nanoTime();
        send(signal, process);

        // Then
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    private static Process start(String how) throws IOException {
        Process process = new ProcessBuilder(
                        // A build that was started by nohup or in the background ignores signals, and so would this.
                        "env",
                        "--default-signal=HUP,INT,TERM",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stoppable.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();
        awaitLine("listening", process);
        return process;
    }

    private static void send(String signal, Process process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + signal + " ended with " + code);
        }
    }

    private static void awaitLine(String wanted, Process process) throws IOException {
        String line = process.inputReader().readLine();
        if (!wanted.equals(line)) {
            throw new IllegalStateException("the process says '" + line + "' instead of '" + wanted + "'");
        }
    }

    private static String lines(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            return String.join("\n", lines.lines().toList());
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The process. */
    static final class Stoppable {

        private Stoppable() {}

        public static void main(String[] how) throws InterruptedException {
            CountDownLatch told = new CountDownLatch(1);
            try (StopSignal stop = StopSignal.first(() -> {
                System.out.println("stopping");
                told.countDown();
            })) {
                System.out.println("listening");
                told.await();
                if (how[0].equals("lingers")) {
                    boolean never = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    System.out.println("not ended: " + never);
                }
                System.exit(stop.exitCode().orElse(0));
            }
        }
    }
}
