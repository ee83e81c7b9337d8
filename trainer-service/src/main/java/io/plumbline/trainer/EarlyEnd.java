package io.plumbline.trainer;

import io.plumbline.service.Fatal;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.Tally.Ended;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a run is to end early, if it is: somebody stopped it, or a thread that it needs broke. Thread safe; the first
 * reason is kept.
 */
final class EarlyEnd {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyEnd.class);

    private final AtomicReference<Optional<Reason>> reason = new AtomicReference<>(Optional.empty());

    /** Somebody wants the run to end. */
    void stop() {
        end(new Reason(Ending.STOPPED, "stopped", ""));
    }

    /** Another process goes on with the run. */
    void superseded(String by) {
        end(new Reason(Ending.SUPERSEDED, "ended", ": " + by));
    }

    /** A thread of the run broke. */
    void broke(String what, Throwable cause) {
        LOG.error("{} broke", what, cause);
        end(new Reason(Ending.FAILED, what + " broke", ": " + Fatal.sentence(cause)));
    }

    private void end(Reason first) {
        reason.compareAndSet(Optional.empty(), Optional.of(first));
    }

    boolean isWanted() {
        return reason.get().isPresent();
    }

    /** Returns how the run ends after this number of steps, if it is to end. */
    Optional<Ended> after(long step, long planned) {
        return reason.get()
                .map(first -> new Ended(
                        first.ending(), first.what() + " after step " + step + " of " + planned + first.why()));
    }

    private record Reason(Ending ending, String what, String why) {}
}
