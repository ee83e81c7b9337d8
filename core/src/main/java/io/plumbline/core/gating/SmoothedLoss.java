package io.plumbline.core.gating;

/**
 * Exponential mean of the training loss and the deviation of single steps about it, without weight for values before
 * the first: W ← d·W + 1, δ = x − m, m ← m + δ/W, S ← d·S + δ·(x − m), deviation √(S/W). (West, 1979, "Updating mean
 * and variance estimates", with decaying weights.) Nothing seen: mean NaN, deviation NaN; one step: its loss, deviation
 * 0. Not thread safe.
 */
final class SmoothedLoss {

    private double weight;
    private double mean;
    private double squares;

    /**
     * Folds one step in.
     *
     * @param loss finite
     * @param decay d per step, in [0, 1)
     */
    void observe(double loss, double decay) {
        weight = decay * weight + 1;
        double delta = loss - mean;
        mean += delta / weight;
        squares = decay * squares + delta * (loss - mean);
    }

    double mean() {
        return weight > 0 ? mean : Double.NaN;
    }

    double deviation() {
        return weight > 0 ? Math.sqrt(squares / weight) : Double.NaN;
    }

    void writeTo(StateWriter out) {
        out.put(weight).put(mean).put(squares);
    }

    static SmoothedLoss readFrom(StateReader in) {
        SmoothedLoss read = new SmoothedLoss();
        read.weight = in.getDouble();
        read.mean = in.getDouble();
        read.squares = in.getDouble();
        return read;
    }
}
