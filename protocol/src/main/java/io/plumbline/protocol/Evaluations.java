package io.plumbline.protocol;

import io.plumbline.core.gap.Evaluation;
import io.plumbline.core.gap.GeneralizationGap;

/** The content of an evaluation as values of core. */
public final class Evaluations {

    private Evaluations() {}

    /**
     * Returns the generalization gap; NaN where there is no test part.
     *
     * @throws IllegalArgumentException if step, version or an error is out of its range
     */
    public static GeneralizationGap gap(io.plumbline.protocol.v1.Evaluation at) {
        boolean tested = !Double.isNaN(at.getTestLoss());
        return GeneralizationGap.between(
                new Evaluation(at.getStep(), at.getMaskVersion(), at.getTrainingLoss(), at.getTrainingError()),
                new Evaluation(
                        at.getStep(), at.getMaskVersion(), at.getTestLoss(), tested ? at.getTestError() : Double.NaN));
    }
}
