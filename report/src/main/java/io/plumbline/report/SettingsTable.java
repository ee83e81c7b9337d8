package io.plumbline.report;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.settings.Limits;
import io.plumbline.core.settings.Pruning;
import io.plumbline.core.settings.Schedule;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.report.runlog.RunHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the runs of a report were: their manifests side by side. */
final class SettingsTable {

    private final List<String> names;
    private final List<Manifest> manifests;
    private final List<Table.Row> rows = new ArrayList<>();

    private SettingsTable(List<RunHistory> histories) {
        this.names = Names.of(histories);
        this.manifests = histories.stream().map(RunHistory::manifest).toList();
    }

    static Table of(List<RunHistory> histories) {
        return new SettingsTable(histories).table();
    }

    private Table table() {
        row("run", Manifest::getRun);
        if (manifests.stream().anyMatch(run -> !run.getParent().isEmpty())) {
            row("goes on from", run -> run.getParent().isEmpty() ? "–" : run.getParent());
        }
        row("data", run -> run.getData().getName());
        row("training / " + EvaluatedPart.ofAll(manifests) + " examples", SettingsTable::examples);
        row("SHA-256 of the training part", SettingsTable::hash);
        row("gated layers", SettingsTable::layers);
        row("parameters", run -> Figures.count(run.getParameters()));
        row("optimizer", SettingsTable::optimizer);
        row("batch", run -> Figures.count(run.getBatch()));
        row("planned steps T", run -> Figures.count(run.getPlannedSteps()));
        row("seed", run -> Long.toUnsignedString(run.getSeed()));
        row("mode", run -> run.getMode() == Mode.MODE_LOCKSTEP ? "lockstep" : "async");
        row("probes every P steps, every W from t_1 on, of B examples", SettingsTable::probes);
        row("draws of the gate curvature", run -> Figures.count(run.getProbeDraws()));
        row("decision every Δ steps", run -> Figures.count(run.getDecisionInterval()));
        row("policy", Manifests::policy);
        row("target density ρ_end", SettingsTable::density);
        row("warm-up t_0, last change t_1", run -> steps(Manifests.settings(run).schedule()));
        row(
                "budget per decision δ",
                run -> Figures.percent(Manifests.settings(run).limits().budget()));
        row(
                "open nodes that a layer keeps at least",
                run -> floors(Manifests.settings(run).limits()));
        row("pruning", SettingsTable::pruning);
        row("software", Manifest::getSoftwareVersion);
        row(
                "started",
                run -> Instant.ofEpochMilli(run.getStartedAtMs())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        return new Table(names, rows, List.of());
    }

    private void row(String label, Function<Manifest, String> cell) {
        rows.add(new Table.Row(label, manifests.stream().map(cell).toList()));
    }

    private static String examples(Manifest run) {
        return Figures.count(run.getData().getTrainingExamples()) + " / "
                + Figures.count(run.getData().getTestExamples());
    }

    private static String hash(Manifest run) {
        String hash = run.getData().getSha256();
        return hash.length() > 16 ? hash.substring(0, 16) + "…" : hash;
    }

    private static String layers(Manifest run) {
        return run.getRangesList().stream()
                .map(layer -> layer.getName() + " (" + layer.getNodes() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String optimizer(Manifest run) {
        return run.getOptimizer().getName() + ", rate "
                + Figures.plain(run.getOptimizer().getLearningRate());
    }

    private static String density(Manifest run) {
        Schedule schedule = Manifests.settings(run).schedule();
        return schedule.selfTuned() ? "self-tuned" : Figures.percent(schedule.finalDensity());
    }

    /** A manifest without an interval is none of our trainers': what it leaves out is unknown. */
    private static String probes(Manifest run) {
        if (run.getProbeInterval() == 0) {
            return "unknown";
        }
        ProbeSteps steps = Manifests.probeSteps(run);
        String gated = steps.gatedUntil() > 0 ? Figures.count(steps.interval()) : "–";
        return gated + ", " + Figures.count(steps.watchInterval()) + ", " + Figures.count(run.getProbeBatch());
    }

    private static String pruning(Manifest run) {
        Pruning pruning = Manifests.settings(run).pruning();
        return pruning.after() == 0
                ? "never"
                : "at decision " + pruning.after() + " since closing, saving " + Figures.percent(pruning.saving());
    }

    /** What holds for all layers, then what holds for those of a kind with floors of its own. */
    private static String floors(Limits limits) {
        List<String> floors = new ArrayList<>();
        floors.add(floor(limits.floorNodes().usual(), limits.floorShare().usual()));
        for (LayerKind kind : LayerKind.values()) {
            if (limits.hasOwnFloor(kind)) {
                floors.add(kind.spelling() + ": "
                        + floor(
                                limits.floorNodes().of(kind),
                                limits.floorShare().of(kind)));
            }
        }
        return String.join("; ", floors);
    }

    private static String floor(long nodes, double share) {
        return Figures.count(nodes) + " or " + Figures.percent(share);
    }

    private static String steps(Schedule schedule) {
        return Figures.count(schedule.warmUp()) + ", " + Figures.count(schedule.lastChange());
    }
}
