package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.Limits;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    @Test
    void gateSettingsComeBackAsTheyWere() {
        GateSettings settings = GateSettings.defaults("fisher", 5000).with(Map.of("self-tuned", true, "scope", "own"));

        assertThat(GateSettingsCodec.read(GateSettingsCodec.write(settings), 1)).isEqualTo(settings);
    }

    @Test
    void aSettingThatARecordLacksHasItsDefault() {
        var whole = GateSettingsCodec.write(GateSettings.defaults("fisher", 5000));
        var older = whole.toBuilder();
        older.removeSettings(indexOf(whole, "warm-up")).removeSettings(indexOf(whole, "adam-rate"));

        assertThat(GateSettingsCodec.read(older.build(), 5000)).isEqualTo(GateSettings.defaults("fisher", 5000));
    }

    @Test
    void floorsOfKindsComeBackAsTheyWere() {
        GateSettings settings = GateSettings.defaults("fisher", 5000)
                .with(Map.of("floor-nodes.attention-head", 1, "floor-nodes.expert", 0, "floor-share.expert", 0.5));

        assertThat(GateSettingsCodec.read(GateSettingsCodec.write(settings), 5000))
                .isEqualTo(settings);
    }

    /** A record that does not name them is byte for byte what it was before there were any. */
    @Test
    void recordsWithoutFloorsOfKindsMeanThatAllKindsAreTreatedAlike() {
        var message = GateSettingsCodec.write(GateSettings.defaults("fisher", 5000));
        Limits limits = GateSettingsCodec.read(message, 5000).limits();

        assertThat(message.getSettingsList()).extracting(Setting::getKey).noneMatch(key -> key.contains("."));
        assertThat(message.getSettings(indexOf(message, "floor-nodes")))
                .isEqualTo(
                        Setting.newBuilder().setKey("floor-nodes").setNumber(2).build());
        assertThat(limits.floorNodes().own()).isEmpty();
        assertThat(limits.floorShare().own()).isEmpty();
    }

    /** What a run gets today that names no policy is no matter: a record means what it meant when it was written. */
    @Test
    void aRecordWithoutSettingsIsOfTheGatingNetworkOnASchedule() {
        GateSettings nothing = GateSettingsCodec.read(io.plumbline.protocol.v1.GateSettings.getDefaultInstance(), 5000);

        assertThat(nothing.policy()).isEqualTo("gating-network");
        assertThat(nothing.schedule().selfTuned()).isFalse();
        assertThat(nothing.schedule().finalDensity()).isEqualTo(0.5);
        assertThat(nothing.schedule().lastChange()).isEqualTo(1500);
    }

    @Test
    void manifestsWithoutAWatchIntervalProbeAtOneInterval() {
        Manifest older = Examples.manifest().toBuilder()
                .setProbeInterval(20)
                .clearWatchInterval()
                .clearGatedUntil()
                .build();

        assertThat(Manifests.probeSteps(older)).isEqualTo(new ProbeSteps(20, 20, 0));
    }

    @Test
    void aSettingThatNobodyKnowsIsRefused() {
        refusesSetting(
                Setting.newBuilder().setKey("capability").setNumber(5),
                "gate.capability is no setting that this version knows");
        refusesSetting(Setting.newBuilder().setKey("alpha").setNumber(5), "gate.alpha is there twice");
        refusesSetting(
                Setting.newBuilder().setKey("floor-nodes.router").setNumber(5),
                "gate.floor-nodes.router is no setting that this version knows");
        refusesSetting(
                Setting.newBuilder().setKey("floor-nodes.expert").setNumber(0.5),
                "gate.floor-nodes.expert must be a whole number at least 0 and at most 1000000, was 0.5");
        refusesSetting(
                Setting.newBuilder().setKey("floor-share.expert").setText("all"),
                "gate.floor-share.expert must be a number from 0 to 1, was all");
    }

    @Test
    void aSettingOfAnotherKindOrRangeIsRefused() {
        refusesValue("alpha", value -> value.setFlag(true), "gate.alpha must be a number, was true");
        refusesValue(
                "budget",
                value -> value.setNumber(Double.NaN),
                "gate.budget must be a number above 0 and at most 1, was NaN");
        refusesValue(
                "warm-up", value -> value.setNumber(0.5), "gate.warm-up must be a whole number at least 0, was 0.5");
        refusesValue("scope", value -> value.setText("all"), "gate.scope must be own or own+out, was all");
        refusesValue("rest", Setting.Builder::clearValue, "gate.rest has no value");
    }

    private static void refusesSetting(Setting.Builder setting, String sentence) {
        var message = GateSettingsCodec.write(GateSettings.defaults("fisher", 5000)).toBuilder()
                .addSettings(setting);

        assertThatThrownBy(() -> GateSettingsCodec.read(message.build(), 5000)).hasMessage(sentence);
    }

    private static void refusesValue(String key, Consumer<Setting.Builder> change, String sentence) {
        var message = GateSettingsCodec.write(GateSettings.defaults("fisher", 5000)).toBuilder();
        change.accept(message.getSettingsBuilder(indexOf(message.build(), key)));

        assertThatThrownBy(() -> GateSettingsCodec.read(message.build(), 5000)).hasMessage(sentence);
    }

    private static int indexOf(io.plumbline.protocol.v1.GateSettings message, String key) {
        return message.getSettingsList().stream().map(Setting::getKey).toList().indexOf(key);
    }

    @Test
    void countsComeBackAsTheyWere() {
        var counts = List.of(new OpenCounts(200, List.of(3, 2)), new OpenCounts(300, List.of(2, 2)));
        GateSettings settings = GateSettings.defaults("dense", 5000).following(counts);

        assertThat(GateSettingsCodec.read(GateSettingsCodec.write(settings), 5000))
                .isEqualTo(settings);
    }

    @Test
    void layersComeBackAsTheyWere() throws BadRecordException {
        var layers = Manifests.layers(Examples.manifest());

        assertThat(Manifests.ranges(layers)).isEqualTo(Examples.manifest().getRangesList());
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
        refuses(
                m -> m.setLoss(m.getLoss().toBuilder().setLowerBound(Double.NaN)),
                "loss lower bound must be at least 0");
        refuses(m -> m.clearRanges(), "a network needs at least one gated layer");
        refuses(m -> kindOf(m, "soup"), "layer kind 'soup' is not one of");
        refuses(m -> counts(m, "random-counts", 4), "must leave 2 to 3 nodes of layer dense-1 open, were 4");
        refuses(m -> counts(m, "random-counts", 0), "must leave 2 to 3 nodes of layer dense-1 open, were 0");
        refuses(m -> budget(m, 2), "gate.budget must be a number above 0 and at most 1, was 2.0");
    }

    private static Manifest.Builder kindOf(Manifest.Builder manifest, String kind) {
        manifest.getRangesBuilder(0).setKind(kind);
        return manifest;
    }

    private static Manifest.Builder counts(Manifest.Builder manifest, String policy, int ofFirst) {
        manifest.setGate(GateSettingsCodec.write(GateSettings.defaults(policy, 3000)));
        manifest.getGateBuilder()
                .addCountsBuilder()
                .setStep(200)
                .addNodes(ofFirst)
                .addNodes(2);
        return manifest;
    }

    private static Manifest.Builder budget(Manifest.Builder manifest, double budget) {
        int at = indexOf(manifest.getGate(), "budget");
        manifest.getGateBuilder().getSettingsBuilder(at).setNumber(budget);
        return manifest;
    }

    private static void refuses(UnaryOperator<Manifest.Builder> change, String expected) {
        Manifest manifest = change.apply(Examples.manifest().toBuilder()).build();
        assertThatThrownBy(() -> Manifests.check(manifest))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(expected);
    }
}
