package io.plumbline.service;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for signals that stop the process: SIGINT (Ctrl-C), SIGTERM or SIGHUP. At the first signal an action runs in
 * a thread of its own, and the command should end by itself; at the second the process ends at once. A shutdown hook
 * would not work: while hooks run, the JVM receives no second signal.
 *
 * <pre>
 * try (StopSignal stop = StopSignal.first(trainer::stop)) {
 *     trainer.await();
 *     return stop.exitCode().orElse(0);
 * }
 * </pre>
 */
public final class StopSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** Shells report this plus the number of the signal for a process that a signal ended. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final Runnable action;
    private final Map<Object, Object> before = new LinkedHashMap<>();
    private OptionalInt exitCode = OptionalInt.empty();

    private StopSignal(Runnable action) {
        this.action = action;
    }

    /**
     * Listens from now on.
     *
     * @param action for the first signal
     */
    public static StopSignal first(Runnable action) {
        StopSignal stop = new StopSignal(action);
        NAMES.forEach(stop::listen);
        return stop;
    }

    /** Returns 128 + the number of the first signal, such as 130 for SIGINT; empty before. */
    public synchronized OptionalInt exitCode() {
        return exitCode;
    }

    /** Stops listening: signals do what they did before. */
    @Override
    public void close() {
        before.forEach((signal, handler) -> {
            try {
                Platform.handle(signal, handler);
            } catch (ReflectiveOperationException refused) {
                LOG.debug("{} is not given back: {}", signal, refused.getCause());
            }
        });
    }

    /** A JVM may reserve a signal (-Xrs); a signal that is ignored (nohup) stays ignored. */
    private void listen(String name) {
        try {
            Object signal = Platform.signal(name);
            int number = Platform.number(signal);
            before.put(signal, Platform.handle(signal, Platform.handler(() -> hear(number))));
        } catch (ReflectiveOperationException refused) {
            LOG.debug("SIG{} is not heard: {}", name, refused.getCause());
        }
    }

    /** Called by a thread of its own for every signal. */
    private void hear(int number) {
        boolean again;
        synchronized (this) {
            again = exitCode.isPresent();
            exitCode = again ? exitCode : OptionalInt.of(ENDED_BY_SIGNAL + number);
        }
        if (again) {
            Runtime.getRuntime().halt(ENDED_BY_SIGNAL + number);
        }
        action.run();
    }

    /**
     * Uses {@code sun.misc.Signal} of the module jdk.unsupported by reflection: every JDK has it, but the warning of
     * the compiler about it cannot be suppressed.
     */
    private static final class Platform {

        private static final String SIGNAL = "sun.misc.Signal";
        private static final String HANDLER = "sun.misc.SignalHandler";

        private Platform() {}

        static Object signal(String name) throws ReflectiveOperationException {
            return Class.forName(SIGNAL).getConstructor(String.class).newInstance(name);
        }

        static int number(Object signal) throws ReflectiveOperationException {
            return (int) Class.forName(SIGNAL).getMethod("getNumber").invoke(signal);
        }

        /** Returns a handler that runs the action for every signal. */
        static Object handler(Runnable something) throws ReflectiveOperationException {
            MethodHandle run = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(something);
            MethodHandle ofSignal = MethodHandles.dropArguments(run, 0, Class.forName(SIGNAL));
            return MethodHandleProxies.asInterfaceInstance(Class.forName(HANDLER), ofSignal);
        }

        /** Returns the handler before. */
        static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
            return Class.forName(SIGNAL)
                    .getMethod("handle", Class.forName(SIGNAL), Class.forName(HANDLER))
                    .invoke(null, signal, handler);
        }
    }
}
