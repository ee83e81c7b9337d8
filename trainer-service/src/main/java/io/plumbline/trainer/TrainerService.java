package io.plumbline.trainer;

import io.plumbline.engine.Engines;
import io.plumbline.engine.NativeThreads;
import io.plumbline.service.AdminServer;
import io.plumbline.service.Closing;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Fatal;
import io.plumbline.service.Health;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one run, streams what every node does, and follows the gate. Once started, trouble with Kafka shows in health
 * and metrics; in async mode the training goes on.
 */
public final class TrainerService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);

    private final Closing closing;
    private final AdminServer admin;
    private final RunThread thread;

    private TrainerService(Closing closing, AdminServer admin, RunThread thread) {
        this.closing = closing;
        this.admin = admin;
        this.thread = thread;
    }

    /**
     * Starts to train.
     *
     * @throws ConfigurationException if the data cannot be read, the run id is used, or a run cannot go on, in one sentence
     * @throws RunOverException if a run that was to go on is over
     * @throws StartException if Kafka cannot be reached or a port is taken, in one sentence
     */
    public static TrainerService start(TrainerConfig config) {
        return start(config, RunListener.NONE);
    }

    /** Starts to train as {@link #start(TrainerConfig)} does; the listener is called by the training thread. */
    public static TrainerService start(TrainerConfig config, RunListener listener) {
        return start(Prepared.of(config), listener);
    }

    /** Starts to train what is prepared, as {@link #start(TrainerConfig)} does. */
    public static TrainerService start(Prepared prepared, RunListener listener) {
        LOG.info("native threads={}", NativeThreads.limit(prepared.config().threads()));
        return start(prepared, listener, Engines::of);
    }

    static TrainerService start(Prepared prepared, RunListener listener, EngineFactory engines) {
        return Closing.start(closing -> open(prepared, listener, engines, closing));
    }

    private static TrainerService open(
            Prepared prepared, RunListener listener, EngineFactory engines, Closing closing) {
        Registry registry =
                closing.add(new Registry("trainer", prepared.config().admin()));
        Health health = new Health();
        AdminServer admin = closing.add(AdminServer.start(prepared.config().admin(), health, registry));
        RunThread thread = new Assembly(prepared, listener, engines, registry, health).open(closing);
        return new TrainerService(closing, admin, thread);
    }

    /** Returns the id of the run. */
    public String run() {
        return thread.run();
    }

    /** Returns the port of /metrics and /health. */
    public int adminPort() {
        return admin.port();
    }

    /**
     * Waits for the end of the run, a broken one included.
     *
     * @throws IllegalStateException if the end of the run could not be reported either
     */
    public RunResult await() {
        try {
            return thread.result().join();
        } catch (CompletionException broken) {
            throw new IllegalStateException("the run broke: " + Fatal.sentence(broken.getCause()), broken.getCause());
        }
    }

    /**
     * Asks the training to end after the current step or the current piece of an evaluation; does not wait for that.
     */
    public void stop() {
        thread.stop();
    }

    /** Stops the training after the current step, if it is not over, and closes everything. */
    @Override
    public void close() {
        closing.close();
    }
}
