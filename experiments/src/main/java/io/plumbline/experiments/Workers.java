package io.plumbline.experiments;

import io.plumbline.service.Closing;
import io.plumbline.service.StartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trainer processes side by side. A process that ends is replaced, and its run is tried once more: a run that fails
 * twice is reported.
 */
final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int ATTEMPTS = 2;

    private final IntFunction<WorkerProcess> start;
    private final List<Optional<WorkerProcess>> processes = new ArrayList<>();
    private final Closing closing = new Closing();
    private volatile boolean closed;

    /**
     * Prepares; processes start when they are needed.
     *
     * @param start the process of a number, from 0
     */
    Workers(IntFunction<WorkerProcess> start) {
        this.start = start;
    }

    /**
     * Trains runs, in order, in a number of processes.
     *
     * @param assignment of a job; each attempt asks for a new one, for a run id is used once
     * @param whenDone is called for each run by the thread that waited for it
     */
    void make(List<Job> jobs, int sideBySide, Function<Job, Assignment> assignment, Done whenDone)
            throws InterruptedException {
        ConcurrentLinkedQueue<Job> queue = new ConcurrentLinkedQueue<>(jobs);
        List<Thread> lanes = new ArrayList<>();
        for (int l = 0; l < Math.min(sideBySide, jobs.size()); l++) {
            int lane = l;
            lanes.add(new Thread(() -> work(lane, queue, assignment, whenDone), "lane-" + lane));
        }
        lanes.forEach(Thread::start);
        for (Thread lane : lanes) {
            lane.join();
        }
    }

    private void work(int lane, ConcurrentLinkedQueue<Job> queue, Function<Job, Assignment> assignment, Done whenDone) {
        for (Job job = queue.poll(); job != null && !closed; job = queue.poll()) {
            Optional<String> failure = attempt(lane, assignment.apply(job));
            for (int again = 1; failure.isPresent() && again < ATTEMPTS && !closed; again++) {
                failure = attempt(lane, assignment.apply(job));
            }
            if (!closed && !whenDone.done(job, failure)) {
                queue.clear();
            }
        }
    }

    private Optional<String> attempt(int lane, Assignment assignment) {
        Optional<String> failure;
        try {
            failure = process(lane).make(assignment);
        } catch (StartException notStarted) {
            failure = Optional.of(notStarted.getMessage());
        }
        failure.ifPresent(reason -> LOG.warn("run={} failed: {}", assignment.run(), reason));
        return failure;
    }

    private synchronized WorkerProcess process(int lane) {
        while (processes.size() <= lane) {
            processes.add(Optional.empty());
        }
        WorkerProcess process =
                processes.get(lane).filter(WorkerProcess::isAlive).orElseGet(() -> closing.add(start.apply(lane)));
        processes.set(lane, Optional.of(process));
        return process;
    }

    /** Ends the processes and their current runs. */
    @Override
    public void close() {
        closed = true;
        closing.close();
    }

    /** Is called when a run is over. */
    @FunctionalInterface
    interface Done {

        /**
         * Takes a run.
         *
         * @param failure why there is no result; empty where there is one
         * @return whether to go on with the runs that have not begun
         */
        boolean done(Job job, Optional<String> failure);
    }
}
