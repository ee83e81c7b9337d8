package io.plumbline.testkit;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SHA-256 of what the log says of a run: of every step, decision, answer and evaluation, without names, attempts and times. It
 * sees each topic in its order, and keeps no step. Not thread safe.
 */
public final class RunDigest {

    private final AttemptInForce attempt = new AttemptInForce();
    private final MessageDigest steps = sha256();
    private final MessageDigest decisions = sha256();
    private final Map<Long, MaskAck> acks = new TreeMap<>();
    private final Map<Long, Evaluation> evaluations = new TreeMap<>();

    /** Sees a record of step-stats. */
    public void onStepEvent(StepEvent event) {
        if (attempt.counts(event) && event.hasShard()) {
            steps.update(RunContent.plain(event.getShard()).toByteArray());
        }
    }

    /** Sees a record of mask-changes. */
    public void onDecision(MaskChange decision) {
        decisions.update(RunContent.plain(decision).toByteArray());
    }

    /** Sees a record of mask-acks; of a version that is answered again the later answer counts. */
    public void onAck(MaskAck ack) {
        acks.put(ack.getVersion(), RunContent.plain(ack));
    }

    /** Sees a record of evaluations. */
    public void onEvaluation(EvaluationEvent event) {
        if (event.hasEvaluation()) {
            evaluations.put(event.getEvaluation().getStep(), RunContent.plain(event.getEvaluation()));
        }
    }

    /** Returns the digest of all that was seen, and begins anew. */
    public String value() {
        MessageDigest all = sha256();
        all.update(steps.digest());
        all.update(decisions.digest());
        acks.values().forEach(ack -> all.update(ack.toByteArray()));
        evaluations.values().forEach(evaluation -> all.update(evaluation.toByteArray()));
        return HexFormat.of().formatHex(all.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
