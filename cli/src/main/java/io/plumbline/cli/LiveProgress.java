package io.plumbline.cli;

import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows a run while it trains. All calls come from the training thread. */
final class LiveProgress implements RunListener {

    private final Console console;
    private final String name;
    /** The bar of the current run; empty between runs. */
    private final List<Bar> bars = new ArrayList<>(1);

    private int nodes;
    private double latencyMs = Double.NaN;

    /**
     * Makes the listener of one run.
     *
     * @param console to draw on
     * @param name before the bar
     */
    LiveProgress(Console console, String name) {
        this.console = console;
        this.name = name;
    }

    @Override
    public void onStarted(Manifest manifest) {
        nodes = manifest.getRangesList().stream().mapToInt(NodeRange::getNodes).sum();
        bars.add(console.bar(name, manifest.getPlannedSteps()));
    }

    @Override
    public void onStep(StepSeen step) {
        double kappa = step.lambda() / step.muPl();
        RunState state = new RunState(step.loss(), kappa, step.openNodes(), nodes, latencyMs);
        bars.forEach(bar -> bar.show(step.step(), state));
    }

    @Override
    public void onWaiting(long step, Duration waited, Duration patience) {
        console.say(name + ": waits for the gate to decide step " + step + ", " + waited.toSeconds() + " of "
                + patience.toSeconds() + " s");
    }

    @Override
    public void onTrouble(String sentence) {
        console.say(name + ": " + sentence);
    }

    @Override
    public void onRecovery(String sentence) {
        console.say(name + ": " + sentence);
    }

    @Override
    public void onMask(MaskSeen mask) {
        if (mask.rejection().isEmpty()) {
            latencyMs = mask.latencyMs();
        }
    }

    @Override
    public void onEnd(RunResult result) {
        bars.forEach(Bar::close);
        bars.clear();
    }
}
