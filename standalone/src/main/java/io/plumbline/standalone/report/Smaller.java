package io.plumbline.standalone.report;

import io.plumbline.protocol.v1.Compacted;
import java.util.List;

/**
 * What compactions made of a run's network.
 *
 * @param compactions how many were measured
 * @param parameters that are left
 * @param cost of an example over that of the whole network, 0 to 1
 * @param stepMsBefore step before the first compaction; NaN where there was none
 * @param stepMsAfter step after the last one; NaN where there was none
 */
record Smaller(int compactions, long parameters, double cost, double stepMsBefore, double stepMsAfter) {

    static Smaller of(RunHistory history) {
        List<Compacted> made = history.compactions();
        if (made.isEmpty()) {
            return new Smaller(0, history.manifest().getParameters(), 1, Double.NaN, Double.NaN);
        }
        Compacted first = made.get(0);
        Compacted last = made.get(made.size() - 1);
        return new Smaller(
                made.size(),
                last.getParametersAfter(),
                last.getCostAfter() / first.getCostBefore(),
                first.getStepMsBefore(),
                last.getStepMsAfter());
    }
}
