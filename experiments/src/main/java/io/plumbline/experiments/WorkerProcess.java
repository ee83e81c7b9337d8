package io.plumbline.experiments;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.service.StartException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trainer process: the same Java, class path and options as this one. It ends when its standard input ends, so that
 * it does not outlive a harness that is killed. Used by one thread at a time.
 */
final class WorkerProcess implements AutoCloseable {

    private static final String THREADS = "OMP_NUM_THREADS";

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private WorkerProcess(Process process) {
        this.process = process;
        this.in = process.outputWriter();
        this.out = process.inputReader();
    }

    /**
     * Starts one.
     *
     * @param main class with the command line
     * @param connection to Kafka
     * @param log file of the process
     */
    static WorkerProcess start(String main, Assignment.Connection connection, Path log) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(WorkerProcess::isInherited)
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main, "compare-worker", log.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(
                        log.resolveSibling(log.getFileName() + ".err").toFile()));
        builder.environment().putIfAbsent(THREADS, "1");
        try {
            WorkerProcess worker = new WorkerProcess(builder.start());
            worker.tell(connection.line());
            return worker;
        } catch (IOException failed) {
            throw new StartException("a trainer process cannot be started: " + FileTrouble.why(failed), failed);
        }
    }

    /**
     * Options about memory and access rights are passed on; agents are not, since they would share a port or a file
     * with this process.
     */
    private static boolean isInherited(String option) {
        return option.startsWith("-X") || option.startsWith("--");
    }

    /**
     * Trains a run in the process.
     *
     * @return what went wrong, if anything did; if the process ended, it cannot be used any more
     */
    Optional<String> make(Assignment assignment) {
        try {
            tell(assignment.line());
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Optional<WorkerAnswer> answer = WorkerAnswer.parse(line);
                if (answer.isPresent()) {
                    return answer.get().failure();
                }
            }
            return ended("");
        } catch (IOException broken) {
            return ended(": " + broken.getMessage());
        }
    }

    /** The output ends a moment before the process does: waits, so that the next check finds it ended. */
    private Optional<String> ended(String why) {
        close();
        return Optional.of("the trainer process ended" + why);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void tell(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
    }

    /** Ends the process at once: the current run is lost. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
