package io.plumbline.trainer.mask;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.RejectionKind;
import io.plumbline.protocol.v1.MaskChange;
import java.util.HashSet;
import java.util.Set;

/**
 * Knows which version is in force, which nodes were removed, and which versions were answered. A version is applied at
 * most once, and the number of a rejected one is never used again. Not thread safe.
 */
public final class MaskKeeper {

    private final Layers layers;
    private final GateSettings settings;
    private final int decisionInterval;
    private final Set<Long> answered;
    private Mask mask;
    private Mask present;
    private long version;

    /**
     * Begins with all nodes open, version 0.
     *
     * @param layers of the network
     * @param settings whose floors hold
     * @param decisionInterval Δ: only its multiples are decided
     */
    public MaskKeeper(Layers layers, GateSettings settings, int decisionInterval) {
        this(layers, settings, decisionInterval, Kept.allOpen(layers.nodes()));
    }

    /** Goes on from what another knew, see {@link #kept}. */
    public MaskKeeper(Layers layers, GateSettings settings, int decisionInterval, Kept kept) {
        this.layers = layers;
        this.settings = settings;
        this.decisionInterval = decisionInterval;
        this.mask = kept.mask();
        this.present = kept.present();
        this.version = kept.version();
        this.answered = new HashSet<>(kept.answered());
    }

    /**
     * What a keeper knows.
     *
     * @param mask in force
     * @param present nodes that were not removed, as open ones
     * @param version in force; 0: all open
     * @param answered versions
     */
    public record Kept(Mask mask, Mask present, long version, Set<Long> answered) {

        /** Copies the components. */
        public Kept {
            answered = Set.copyOf(answered);
        }

        /** Returns what is known before the first change. */
        public static Kept allOpen(int nodes) {
            Mask open = Mask.allOpen(nodes);
            return new Kept(open, open, 0, Set.of());
        }
    }

    /** Returns what it knows. */
    public Kept kept() {
        return new Kept(mask, present, version, answered);
    }

    /** Returns whether a version was answered. */
    public boolean hasAnswered(long asked) {
        return answered.contains(asked);
    }

    /** Returns the layers of the network. */
    public Layers layers() {
        return layers;
    }

    /** Returns the version in force. */
    public long version() {
        return version;
    }

    /** Returns the mask in force. */
    public Mask mask() {
        return mask;
    }

    /** Returns the nodes that were not removed, as open ones. */
    public Mask present() {
        return present;
    }

    /**
     * Checks a change by the rules; if it breaks none, it is in force from now on.
     *
     * @param record that holds a change
     * @param steps made so far
     */
    public ChangeResult accept(MaskChange record, long steps) {
        long asked = record.getChange().getVersion();
        if (!answered.add(asked)) {
            return ChangeResult.REPEATED;
        }
        try {
            MaskContext context = new MaskContext(layers, settings, mask, present, version, decisionInterval, steps);
            ChangeRules.After after = ChangeRules.follow(record, context);
            mask = after.mask();
            present = after.present();
            version = asked;
            return ChangeResult.ACCEPTED;
        } catch (BrokenRule broken) {
            return ChangeResult.rejected(broken.kind(), broken.getMessage());
        } catch (BadRecordException malformed) {
            return ChangeResult.rejected(RejectionKind.MALFORMED, malformed.getMessage());
        }
    }
}
