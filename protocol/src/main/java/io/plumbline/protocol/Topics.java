package io.plumbline.protocol;

import com.google.protobuf.BytesValue;
import io.plumbline.protocol.v1.Command;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All topics of one installation; no topic is named elsewhere.
 *
 * <pre>
 * trainer ─▶ step-stats ─▶ gate ─▶ mask-changes ─▶ trainer, metrics
 *    │                      └────▶ conditions ───▶ metrics
 *    └─▶ runs, evaluations, mask-acks ───────────▶ metrics
 * </pre>
 *
 * @param prefix first part of every name, letters, digits, dots and dashes
 */
public record Topics(String prefix) {

    /** Prefix of the only installation on a cluster. */
    public static final String DEFAULT_PREFIX = "plumbline";

    /** The default number of partitions of a new topic. */
    public static final int DEFAULT_PARTITIONS = 4;

    /** Room for the longest name within Kafka's 249 characters. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** Checks the prefix. */
    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic-prefix must be 1 to 200 letters, digits, dots, dashes or"
                    + " underscores and begin with a letter or digit, was '" + prefix + "'");
        }
    }

    /** Returns the topics whose names begin with {@code prefix}. */
    public static Topics of(String prefix) {
        return new Topics(prefix);
    }

    /** Returns the topics of the default prefix. */
    public static Topics standard() {
        return new Topics(DEFAULT_PREFIX);
    }

    /** Manifests and life cycles. Not compacted: both share the key. */
    public Topic<RunEvent> runs() {
        return new Topic<>(named("runs"), RunEvent.parser(), true, Retention.FOR_EVER);
    }

    /** The gate's one ordered input: manifest, statistics, rejections, prunings, end. */
    public Topic<StepEvent> stepStats() {
        return new Topic<>(named("step-stats"), StepEvent.parser(), true, Retention.TIME_AND_SIZE);
    }

    /** Losses and errors on whole parts, and progress. The gate never reads them: test data must not steer. */
    public Topic<EvaluationEvent> evaluations() {
        return new Topic<>(named("evaluations"), EvaluationEvent.parser(), true, Retention.LONG);
    }

    /** λ, μ and κ after every probe step. */
    public Topic<Condition> conditions() {
        return new Topic<>(named("conditions"), Condition.parser(), true, Retention.LONG);
    }

    /** One record for every decision step. */
    public Topic<MaskChange> maskChanges() {
        return new Topic<>(named("mask-changes"), MaskChange.parser(), true, Retention.FOR_EVER);
    }

    /** The answer of the trainer to every version. */
    public Topic<MaskAck> maskAcks() {
        return new Topic<>(named("mask-acks"), MaskAck.parser(), true, Retention.LONG);
    }

    /** Commands of operators. */
    public Topic<Command> commands() {
        return new Topic<>(named("commands"), Command.parser(), true, Retention.FOR_EVER);
    }

    /** Records that could not be used, byte for byte, with {@link DeadLetters headers} that say why. */
    public Topic<BytesValue> deadLetters() {
        return new Topic<>(named("dead-letters"), BytesValue.parser(), false, Retention.TWO_WEEKS);
    }

    /** Returns the consumer group of all gates of an installation: its committed offsets are what was decided on. */
    public String gateGroup() {
        return prefix + "-gate";
    }

    /** Returns all of them. */
    public List<Topic<?>> all() {
        return List.of(
                runs(), stepStats(), evaluations(), conditions(), maskChanges(), maskAcks(), commands(), deadLetters());
    }

    private String named(String noun) {
        return prefix + "." + noun + ".v1";
    }
}
