package io.plumbline.core.settings;

/**
 * When a change is taken back.
 *
 * @param window steps until a change is judged by the smoothed loss
 * @param smoothing decay per step of the smoothed loss
 * @param tolerance tolerated relative rise of the smoothed loss
 * @param deviations tolerated rise in standard deviations of the loss
 * @param rest decisions that a rolled-back node rests
 */
public record Rollback(int window, double smoothing, double tolerance, double deviations, int rest) {

    static Rollback of(Values values) {
        return new Rollback(
                values.count("rollback-window"),
                values.number("rollback-smoothing"),
                values.number("rollback-tolerance"),
                values.number("rollback-deviations"),
                values.count("rest"));
    }
}
