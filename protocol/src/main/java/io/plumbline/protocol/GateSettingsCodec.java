package io.plumbline.protocol;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.gating.GateSettings.Scope;
import io.plumbline.core.gating.OpenCounts;

/** Gate settings as they travel in manifests and commands. */
public final class GateSettingsCodec {

    private static final String OWN = "own";
    private static final String OWN_AND_OUT = "own+out";

    private GateSettingsCodec() {}

    /** Returns the spelling of a scope: {@code own} or {@code own+out}. */
    public static String spelling(Scope scope) {
        return scope == Scope.OWN ? OWN : OWN_AND_OUT;
    }

    /**
     * Returns the scope spelled so.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Scope scope(String spelling) {
        return switch (spelling) {
            case OWN -> Scope.OWN;
            case OWN_AND_OUT -> Scope.OWN_AND_OUT;
            default ->
                throw new IllegalArgumentException(
                        "gate.scope must be " + OWN + " or " + OWN_AND_OUT + ", was '" + spelling + "'");
        };
    }

    /** Returns the message that says {@code settings}. */
    public static io.plumbline.protocol.v1.GateSettings write(GateSettings settings) {
        var message = io.plumbline.protocol.v1.GateSettings.newBuilder()
                .setPolicy(settings.policy())
                .setAlpha(settings.alpha())
                .setOmega(settings.omega())
                .setPhi(settings.phi())
                .setEpsilon(settings.epsilon())
                .setAdamSteps(settings.adamSteps())
                .setAdamRate(settings.adamRate())
                .setHiddenUnits(settings.hiddenUnits())
                .setThetaClose(settings.thetaClose())
                .setThetaOpen(settings.thetaOpen())
                .setBudget(settings.budget())
                .setFloorNodes(settings.floorNodes())
                .setFloorShare(settings.floorShare())
                .setWarmUp(settings.warmUp())
                .setLastChange(settings.lastChange())
                .setFinalDensity(settings.finalDensity())
                .setSelfTuned(settings.selfTuned())
                .setRollbackWindow(settings.rollbackWindow())
                .setRollbackSmoothing(settings.rollbackSmoothing())
                .setRollbackTolerance(settings.rollbackTolerance())
                .setRollbackDeviations(settings.rollbackDeviations())
                .setRest(settings.rest())
                .setStepAverage(settings.stepAverage())
                .setProbeAverage(settings.probeAverage())
                .setScope(spelling(settings.scope()))
                .setCompactAfter(settings.compactAfter())
                .setCompactSaving(settings.compactSaving())
                .addAllCounts(
                        settings.counts().stream().map(GateSettingsCodec::write).toList());
        if (settings.curvatureWeight() != 1) {
            message.setCurvatureWeight(settings.curvatureWeight());
        }
        return message.build();
    }

    /**
     * Returns the settings that {@code message} says.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public static GateSettings read(io.plumbline.protocol.v1.GateSettings message) {
        return new GateSettings(
                message.getPolicy(),
                message.getAlpha(),
                message.getOmega(),
                message.getPhi(),
                message.getEpsilon(),
                message.getAdamSteps(),
                message.getAdamRate(),
                message.getHiddenUnits(),
                message.getThetaClose(),
                message.getThetaOpen(),
                message.getBudget(),
                message.getFloorNodes(),
                message.getFloorShare(),
                message.getWarmUp(),
                message.getLastChange(),
                message.getFinalDensity(),
                message.getSelfTuned(),
                message.getRollbackWindow(),
                message.getRollbackSmoothing(),
                message.getRollbackTolerance(),
                message.getRollbackDeviations(),
                message.getRest(),
                message.getStepAverage(),
                message.getProbeAverage(),
                scope(message.getScope()),
                message.getCompactAfter(),
                message.getCompactSaving(),
                message.hasCurvatureWeight() ? message.getCurvatureWeight() : 1,
                message.getCountsList().stream()
                        .map(counts -> new OpenCounts(counts.getStep(), counts.getNodesList()))
                        .toList());
    }

    private static io.plumbline.protocol.v1.OpenCounts write(OpenCounts counts) {
        return io.plumbline.protocol.v1.OpenCounts.newBuilder()
                .setStep(counts.step())
                .addAllNodes(counts.open())
                .build();
    }
}
