package io.plumbline.core.gap;

/**
 * Test minus training loss and error, of the same weights and mask. Below 0 where the test part is the easier one; NaN
 * where one of both is unknown.
 *
 * @param step of both evaluations
 * @param maskVersion of both evaluations
 * @param loss test − training loss, nats
 * @param error test − training error, −1 to 1
 */
public record GeneralizationGap(long step, long maskVersion, double loss, double error) {

    /**
     * Returns the gap between two evaluations.
     *
     * @throws IllegalArgumentException if they are not of the same step and mask version
     */
    public static GeneralizationGap between(Evaluation training, Evaluation test) {
        if (training.step() != test.step() || training.maskVersion() != test.maskVersion()) {
            throw new IllegalArgumentException("a generalization gap needs one step and mask, got step "
                    + training.step() + " version " + training.maskVersion() + " and step " + test.step() + " version "
                    + test.maskVersion());
        }
        return new GeneralizationGap(
                training.step(),
                training.maskVersion(),
                test.loss() - training.loss(),
                test.error() - training.error());
    }
}
