package io.plumbline.core.settings;

import io.plumbline.core.files.Spelling;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.settings.SettingKey.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The rows of {@link SettingKey#ALL}. A setting is added here and in the record of its group, and read where it counts; a
 * record of an older version lacks it and means its default, which is what was done before there was the setting.
 */
final class SettingTable {

    private final List<SettingKey> rows = new ArrayList<>();

    private SettingTable() {}

    static List<SettingKey> rows() {
        SettingTable table = new SettingTable();
        table.policy();
        table.objective();
        table.measures();
        table.learner();
        table.limits();
        table.capacity();
        table.schedule();
        table.rollback();
        table.averaging();
        table.pruning();
        return List.copyOf(table.rows);
    }

    private void policy() {
        text(
                "policy",
                List.of(),
                Usual.always("greedy-q").introduced("gating-network"),
                "who chooses nodes",
                GateSettings::policy);
    }

    private void objective() {
        number(
                "alpha",
                Range.FINITE,
                Usual.always(1.0),
                "α, weight of Δlog κ; 0 leaves κ out, below 0 prefers what raises it",
                s -> s.objective().alpha());
        number(
                "omega",
                Range.AT_LEAST_0,
                Usual.always(50.0),
                "ω, weight of the density term",
                s -> s.objective().omega());
        number(
                "phi",
                Range.WITHIN_UNIT,
                Usual.always(0.5),
                "φ, where log_φ turns linear",
                s -> s.objective().phi());
        number(
                "epsilon",
                Range.POSITIVE,
                Usual.always(1e-3),
                "ε·N, guards ratios of shares",
                s -> s.objective().epsilon());
        number(
                "curvature-weight",
                Range.AT_LEAST_0,
                Usual.byTuning(1.0, 0.0),
                "weight of the part of Δlog κ that is of λ; 0: μ alone counts",
                s -> s.objective().curvatureWeight());
    }

    private void measures() {
        text(
                "price",
                Spelling.all(PriceCurvature.class),
                Usual.byTuning(PriceCurvature.FISHER.spelling(), PriceCurvature.GATE_CURVATURE.spelling())
                        .introduced(PriceCurvature.FISHER.spelling()),
                "curvature along the gate that prices a change",
                s -> s.objective().price().spelling());
        text(
                "scope",
                Scope.spellings(),
                Usual.always(Scope.OWN_AND_OUT.spelling()),
                "parameters that a share counts",
                s -> s.objective().scope().spelling());
    }

    private void learner() {
        count(
                "adam-steps",
                Range.AT_LEAST_1,
                Usual.always(10L),
                "steps of the gating network per decision",
                s -> s.learner().adamSteps());
        number(
                "adam-rate",
                Range.POSITIVE,
                Usual.always(0.01),
                "learning rate of the gating network",
                s -> s.learner().adamRate());
        count(
                "hidden-units",
                Range.AT_LEAST_1,
                Usual.always(16L),
                "hidden units of the gating network",
                s -> s.learner().hiddenUnits());
    }

    private void limits() {
        number(
                "theta-close",
                Range.UNIT,
                Usual.always(0.3),
                "gates close below",
                s -> s.limits().thetaClose());
        number(
                "theta-open",
                Range.UNIT,
                Usual.always(0.7),
                "gates open above; at least theta-close",
                s -> s.limits().thetaOpen());
        number(
                "budget",
                Range.SHARE,
                Usual.byTuning(0.05, 1.0),
                "δ, share of the open nodes that a decision may change",
                s -> s.limits().budget());
        byKind(
                "floor-nodes",
                Kind.COUNT,
                Range.AT_LEAST_0,
                Usual.always(2L),
                "open nodes that a layer keeps at least; one where nothing leads past the layer; floor-nodes.KIND: of layers of a kind",
                s -> s.limits().floorNodes());
        byKind(
                "floor-share",
                Kind.NUMBER,
                Range.UNIT,
                Usual.always(0.1),
                "share of its nodes that a layer keeps open at least; floor-share.KIND: of layers of a kind",
                s -> s.limits().floorShare());
    }

    private void capacity() {
        number(
                "capacity",
                Range.AT_LEAST_0,
                Usual.always(5.0).introduced(0.0),
                "c_n, self-tuned: weights between layers that stay, per training example and nat left to learn at t_0; 0: no floor",
                s -> s.capacity().perNat());
        number(
                "capacity-weights",
                Range.AT_LEAST_0,
                Usual.always(0.0),
                "Π, self-tuned: weights between layers that stay; 0: by gate.capacity",
                s -> s.capacity().weights());
    }

    private void schedule() {
        steps(
                "warm-up",
                Usual.warmUp(),
                "t_0, no change before",
                s -> s.schedule().warmUp());
        steps(
                "last-change",
                Usual.lastChange(),
                "t_1, the schedule ends and closed nodes re-open no more; at least warm-up",
                s -> s.schedule().lastChange());
        number(
                "final-density",
                Range.SHARE,
                Usual.always(0.5),
                "ρ_end, density at the end of the schedule",
                s -> s.schedule().finalDensity());
        flag(
                SettingKey.SELF_TUNED,
                Usual.selfTuned(),
                "the gate finds the density itself, by the work left",
                s -> s.schedule().selfTuned());
        count(
                "min-probes",
                Range.AT_LEAST_1,
                Usual.always(2L),
                "probes under the mask in force before a decision rests on them",
                s -> s.schedule().minProbes());
    }

    private void rollback() {
        count(
                "rollback-window",
                Range.AT_LEAST_1,
                Usual.byTuning(20L, 15L),
                "steps until a change is judged by the smoothed loss",
                s -> s.rollback().window());
        number(
                "rollback-smoothing",
                Range.DECAY,
                Usual.always(0.9),
                "decay per step of the smoothed loss",
                s -> s.rollback().smoothing());
        number(
                "rollback-tolerance",
                Range.AT_LEAST_0,
                Usual.always(0.1),
                "tolerated relative rise of the smoothed loss",
                s -> s.rollback().tolerance());
        number(
                "rollback-deviations",
                Range.AT_LEAST_0,
                Usual.always(3.0),
                "tolerated rise in standard deviations of the loss",
                s -> s.rollback().deviations());
        count(
                "rest",
                Range.AT_LEAST_0,
                Usual.always(5L),
                "decisions that a rolled-back node rests",
                s -> s.rollback().rest());
    }

    private void averaging() {
        number(
                "step-average",
                Range.DECAY,
                Usual.always(0.95),
                "decay per step of averages",
                s -> s.averaging().step());
        number(
                "probe-average",
                Range.DECAY,
                Usual.always(0.8),
                "decay per probe of averages",
                s -> s.averaging().probe());
    }

    private void pruning() {
        count(
                "prune-after",
                Range.AT_LEAST_0,
                Usual.byTuning(5L, 1L),
                "at which decision since it closed a node is removed for good, from 1; 0: never",
                s -> s.pruning().after());
        number(
                "prune-saving",
                Range.DECAY,
                Usual.always(0.1),
                "share of the cost of an example that a pruning saves at least",
                s -> s.pruning().saving());
    }

    private void number(String key, Range range, Usual usual, String meaning, ToDoubleFunction<GateSettings> value) {
        rows.add(new SettingKey(key, Kind.NUMBER, range, List.of(), usual, meaning, value::applyAsDouble));
    }

    private void count(String key, Range range, Usual usual, String meaning, ToIntFunction<GateSettings> value) {
        rows.add(new SettingKey(key, Kind.COUNT, range, List.of(), usual, meaning, s -> (long) value.applyAsInt(s)));
    }

    private void steps(String key, Usual usual, String meaning, ToLongFunction<GateSettings> value) {
        rows.add(new SettingKey(key, Kind.STEPS, Range.AT_LEAST_0, List.of(), usual, meaning, value::applyAsLong));
    }

    private void flag(String key, Usual usual, String meaning, Function<GateSettings, Object> value) {
        rows.add(new SettingKey(key, Kind.FLAG, Range.UNIT, List.of(), usual, meaning, value));
    }

    private void text(
            String key, List<String> choices, Usual usual, String meaning, Function<GateSettings, Object> value) {
        rows.add(new SettingKey(key, Kind.TEXT, Range.UNIT, choices, usual, meaning, value));
    }

    /** A number that layers of a kind may have their own of. */
    private <T> void byKind(
            String key, Kind kind, Range range, Usual usual, String meaning, Function<GateSettings, ByKind<T>> value) {
        SettingKey all = new SettingKey(
                key, kind, range, List.of(), usual, meaning, s -> value.apply(s).usual());
        rows.add(all);
        for (LayerKind of : LayerKind.values()) {
            rows.add(all.ofKind(of, s -> value.apply(s).own().get(of)));
        }
    }
}
