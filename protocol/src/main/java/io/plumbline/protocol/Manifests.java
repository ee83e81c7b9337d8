package io.plumbline.protocol;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Capacity;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Setting;
import java.util.ArrayList;
import java.util.List;

/** The content of a manifest as values of core. */
public final class Manifests {

    /** The one loss that networks are trained on. */
    public static final String CROSS_ENTROPY = "cross-entropy";

    private Manifests() {}

    /** Returns the layers as a manifest lists them. */
    public static List<NodeRange> ranges(Layers layers) {
        List<NodeRange> ranges = new ArrayList<>();
        for (Layer layer : layers.all()) {
            ranges.add(NodeRange.newBuilder()
                    .setName(layer.name())
                    .setKind(layer.kind().spelling())
                    .setNodes(layer.nodes())
                    .setCost(layer.cost())
                    .build());
        }
        return ranges;
    }

    /**
     * Returns the layers of a manifest.
     *
     * @throws BadRecordException if they cannot be a network
     */
    public static Layers layers(Manifest manifest) throws BadRecordException {
        try {
            List<Layer> layers = new ArrayList<>();
            for (NodeRange range : manifest.getRangesList()) {
                layers.add(
                        new Layer(range.getName(), LayerKind.of(range.getKind()), range.getNodes(), range.getCost()));
            }
            return Layers.of(layers);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid(manifest, e.getMessage());
        }
    }

    /** Writes a network into a manifest: its layers, the table of its axes, and what counts as its capacity. */
    public static void write(Architecture network, Manifest.Builder manifest) {
        manifest.addAllRanges(ranges(network.layers()))
                .setArchitecture(ArchitectureCodec.write(network))
                .setCapacityForm(Capacity.of(network).form().spelling());
    }

    /**
     * Returns the network of a manifest; without tensors if it lists none.
     *
     * @throws BadRecordException if such a network is impossible
     */
    public static Architecture architecture(Manifest manifest) throws BadRecordException {
        Layers layers = layers(manifest);
        try {
            return ArchitectureCodec.read(manifest.getArchitecture(), layers);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw invalid(manifest, e.getMessage());
        }
    }

    /** Returns how many classes the cross-entropy tells apart; 0 for another loss, or where the manifest does not say. */
    public static int classes(Manifest manifest) {
        int classes = manifest.getData().getClasses();
        return manifest.getLoss().getKind().equals(CROSS_ENTROPY) && classes >= 2 ? classes : 0;
    }

    /** Returns the name of the policy that a manifest says; empty where it says none. */
    public static String policy(Manifest manifest) {
        return manifest.getGate().getSettingsList().stream()
                .filter(setting -> setting.getKey().equals("policy"))
                .map(Setting::getText)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the gate's settings as a manifest says them.
     *
     * @throws IllegalArgumentException if such settings are impossible, in one sentence
     */
    public static GateSettings settings(Manifest manifest) {
        return GateSettingsCodec.read(manifest.getGate(), manifest.getPlannedSteps());
    }

    /** Returns which steps a run probes; those of older records are probed at one interval. */
    public static ProbeSteps probeSteps(Manifest manifest) {
        int watched = manifest.getWatchInterval() > 0 ? manifest.getWatchInterval() : manifest.getProbeInterval();
        return new ProbeSteps(manifest.getProbeInterval(), watched, manifest.getGatedUntil());
    }

    /**
     * Checks what every reader of a manifest relies on: run id, attempt, intervals, mode, layers and gate settings.
     *
     * @throws BadRecordException if something is missing or impossible
     */
    public static void check(Manifest manifest) throws BadRecordException {
        Layers layers = architecture(manifest).layers();
        try {
            RunId.check(manifest.getRun());
            GateSettingsCodec.read(manifest.getGate(), manifest.getPlannedSteps())
                    .requireFits(layers);
        } catch (IllegalArgumentException e) {
            throw invalid(manifest, e.getMessage());
        }
        require(manifest, manifest.getAttempt() >= 1, "attempt must be at least 1");
        require(manifest, manifest.getDecisionInterval() >= 1, "decision interval must be at least 1");
        require(manifest, manifest.getProbeInterval() >= 1, "probe interval must be at least 1");
        require(manifest, manifest.getPlannedSteps() >= 1, "planned steps must be at least 1");
        require(manifest, manifest.getBatch() >= 1, "batch must be at least 1");
        require(
                manifest,
                manifest.getMode() == Mode.MODE_ASYNC || manifest.getMode() == Mode.MODE_LOCKSTEP,
                "mode must be async or lockstep");
        require(manifest, manifest.getLoss().getLowerBound() >= 0, "loss lower bound must be at least 0");
        require(manifest, manifest.getLoss().getTarget() > 0, "loss target must be above 0");
    }

    private static void require(Manifest manifest, boolean holds, String expected) throws BadRecordException {
        if (!holds) {
            throw invalid(manifest, expected);
        }
    }

    private static BadRecordException invalid(Manifest manifest, String why) {
        return new BadRecordException(Cause.INVALID, "manifest of run '" + manifest.getRun() + "': " + why);
    }
}
