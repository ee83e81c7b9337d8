package io.plumbline.benchmarks;

import java.lang.management.ManagementFactory;

/** Other load of the machine, without which a measured number says little. */
final class Load {

    private Load() {}

    /** Returns the processes that ran or waited to run, on average over the last minute; negative where not known. */
    static double average() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
