package io.plumbline.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** The threads of a gate in this process. */
final class GateThreads {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private GateThreads() {}

    /** Returns the processor time that they have taken, in nanoseconds. */
    static long nanos() {
        long nanos = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains("-StreamThread-")) {
                nanos += THREADS.getThreadCpuTime(thread.getThreadId());
            }
        }
        return nanos;
    }
}
