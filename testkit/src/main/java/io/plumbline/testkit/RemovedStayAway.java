package io.plumbline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an applied pruning removed never opens again: close 3, prune, close 5 is fine; close 3, prune, open 3 is not. */
final class RemovedStayAway implements PipelineGuarantee {

    private final List<Change> changes = new ArrayList<>();
    private final Set<Long> applied = new HashSet<>();

    @Override
    public void onDecision(MaskChange decision) {
        if (decision.hasChange()) {
            changes.add(decision.getChange());
        }
    }

    @Override
    public void onAck(MaskAck ack) {
        if (ack.hasApplied()) {
            applied.add(ack.getVersion());
        }
    }

    @Override
    public void verify() {
        BitSet left = new BitSet();
        boolean pruned = false;
        for (Change change : changes) {
            if (pruned) {
                assertThat(change.getOpenedList())
                        .as("nodes that version %s opens, left by the pruning before", change.getVersion())
                        .allMatch(left::get);
            }
            if (change.getPruning() && applied.contains(change.getVersion())) {
                left = BitSet.valueOf(change.getRemaining().toByteArray());
                pruned = true;
            }
        }
    }
}
