package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.gating.OpenCounts;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void gateSettingsComeBackAsTheyWere() {
        GateSettings settings = GateSettings.defaults("fisher", 5000);

        assertThat(GateSettingsCodec.read(GateSettingsCodec.write(settings))).isEqualTo(settings);
    }

    @Test
    void theWeightOfCurvatureComesBackAndIsLeftOutWhereItIsOne() {
        var usual = GateSettingsCodec.write(GateSettings.defaults("greedy-q", 5000));
        var byMuAlone = usual.toBuilder().setCurvatureWeight(0).build();

        assertThat(usual.hasCurvatureWeight()).isFalse();
        assertThat(GateSettingsCodec.read(usual).curvatureWeight()).isEqualTo(1);
        assertThat(GateSettingsCodec.read(byMuAlone).curvatureWeight()).isZero();
        assertThat(GateSettingsCodec.write(GateSettingsCodec.read(byMuAlone))).isEqualTo(byMuAlone);
    }

    @Test
    void countsComeBackAsTheyWere() {
        var counts = List.of(new OpenCounts(200, List.of(3, 2)), new OpenCounts(300, List.of(2, 2)));
        var message = GateSettingsCodec.write(GateSettings.defaults("random-counts", 5000)).toBuilder();
        counts.forEach(entry -> message.addCountsBuilder().setStep(entry.step()).addAllNodes(entry.open()));

        GateSettings read = GateSettingsCodec.read(message.build());

        assertThat(read.counts()).isEqualTo(counts);
        assertThat(GateSettingsCodec.write(read)).isEqualTo(message.build());
    }

    @Test
    void layersComeBackAsTheyWere() throws BadRecordException {
        var layers = Manifests.layers(Examples.manifest());

        assertThat(Manifests.ranges(layers)).isEqualTo(Examples.manifest().getLayersList());
        assertThat(layers.nodes()).isEqualTo(5);
    }

    @Test
    void aWholeManifestPasses() {
        assertThatCode(() -> Manifests.check(Examples.manifest())).doesNotThrowAnyException();
    }

    @Test
    void saysWhatIsWrongWithAManifest() {
        refuses(m -> m.setRun("a b"), "a run id is 1 to 63 letters");
        refuses(m -> m.setAttempt(0), "attempt must be at least 1");
        refuses(m -> m.setDecisionInterval(0), "decision interval must be at least 1");
        refuses(m -> m.setProbeInterval(0), "probe interval must be at least 1");
        refuses(m -> m.setPlannedSteps(0), "planned steps must be at least 1");
        refuses(m -> m.setMode(Mode.MODE_UNSPECIFIED), "mode must be async or lockstep");
        refuses(m -> m.setLossLowerBound(Double.NaN), "loss lower bound must be at least 0");
        refuses(m -> m.clearLayers(), "a network needs at least one gated layer");
        refuses(m -> kindOf(m, "soup"), "layer kind 'soup' is not one of");
        refuses(m -> counts(m, "random-counts", 4), "must leave 2 to 3 nodes of layer dense-1 open, were 4");
        refuses(m -> counts(m, "random-counts", 0), "must be one or more numbers of at least 1, were [0, 2]");
        refuses(m -> counts(m, "fisher", 3), "gate.counts must be left out for the policy fisher");
        refuses(m -> budget(m, 2), "gate.budget must be in (0, 1], was 2.0");
    }

    private static Manifest.Builder kindOf(Manifest.Builder manifest, String kind) {
        manifest.getLayersBuilder(0).setKind(kind);
        return manifest;
    }

    private static Manifest.Builder counts(Manifest.Builder manifest, String policy, int ofFirst) {
        manifest.getGateBuilder()
                .setPolicy(policy)
                .addCountsBuilder()
                .setStep(200)
                .addNodes(ofFirst)
                .addNodes(2);
        return manifest;
    }

    private static Manifest.Builder budget(Manifest.Builder manifest, double budget) {
        manifest.getGateBuilder().setBudget(budget);
        return manifest;
    }

    private static void refuses(UnaryOperator<Manifest.Builder> change, String expected) {
        Manifest manifest = change.apply(Examples.manifest().toBuilder()).build();
        assertThatThrownBy(() -> Manifests.check(manifest))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(expected);
    }
}
