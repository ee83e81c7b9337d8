package io.plumbline.engine;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many threads the native libraries use, for the whole process. {@code OMP_NUM_THREADS} is read when they load, so
 * a launcher sets it; afterwards only this helps.
 */
public final class NativeThreads {

    private NativeThreads() {}

    /**
     * Caps the threads.
     *
     * @param threads at least 1; one where a broker shares two cores: idle OpenMP threads spin
     * @return how many are in force now, the most of OpenMP, BLAS and elementwise operations
     */
    public static int limit(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, were " + threads);
        }
        Environment environment = Nd4j.getEnvironment();
        environment.setMaxThreads(threads);
        environment.setMaxMasterThreads(threads);
        natives().setOmpNumThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
        return inForce();
    }

    /** Returns how many threads are in force, the most of OpenMP, BLAS and elementwise operations. */
    public static int inForce() {
        int omp = Math.max(natives().ompGetMaxThreads(), Nd4j.getEnvironment().maxMasterThreads());
        return Math.max(omp, Nd4j.factory().blas().getMaxThreads());
    }

    private static NativeOps natives() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }
}
