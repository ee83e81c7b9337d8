package io.plumbline.gate;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a trainer says from its manifest on, applying every mask some steps late, and what a gate that nothing disturbs
 * decides of it. Said to any gate, however late it decides, the log of decisions must be the same.
 *
 * @param trainer who says it
 * @param events the manifest, then one of every step, the first at place 1
 * @param decisions one for each decision step, without times
 */
record Script(TestTrainer trainer, List<StepEvent> events, List<MaskChange> decisions) {

    /** One shard. */
    private static final int NODES = 64;

    private static final int LATE = 3;

    /** Writes a script of so many steps. */
    static Script of(String run, String policy, int steps) {
        TestTrainer trainer = new TestTrainer(run, NODES, policy);
        UndisturbedGate gate = new UndisturbedGate(trainer.manifest(1));
        List<StepEvent> said = new ArrayList<>(List.of(trainer.begins()));
        List<MaskChange> decisions = new ArrayList<>();
        Map<Long, Long> due = new HashMap<>();
        for (long step = 1; step <= steps; step++) {
            Optional<Long> version = Optional.ofNullable(due.remove(step));
            StepEvent event = version.isPresent()
                    ? trainer.applies(step, version.get())
                    : trainer.step(step).get(0);
            said.add(event);
            for (MaskChange decision : gate.take(event.getShard()).stream().toList()) {
                decisions.add(decision);
                if (decision.hasChange()) {
                    due.put(step + LATE, decision.getChange().getVersion());
                }
            }
        }
        return new Script(trainer, List.copyOf(said), List.copyOf(decisions));
    }

    /** When its statistics were written differs from one log to the next. */
    static MaskChange withoutTime(MaskChange decision) {
        return decision.toBuilder().clearStatisticsAtMs().build();
    }

    String run() {
        return trainer.run;
    }
}
