package io.plumbline.protocol.log;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;

/**
 * Receives the records of a log about runs; ignores every kind whose method is not overridden. Every method gets the
 * run that the record's key names, empty where it has none, and the record's time in milliseconds since 1970, by the
 * broker's clock. The run in the event and its content are not checked yet: a method throws {@link BadRecordException}
 * if the event breaks a rule of its kind.
 */
public interface RunRecords {

    /** Takes a manifest or another event of the life cycle of a run. */
    default void accept(RunEvent event, String run, long atMs) throws BadRecordException {}

    /** Takes losses and errors, or progress. */
    default void accept(EvaluationEvent event, String run, long atMs) throws BadRecordException {}

    /** Takes λ, μ and κ after a probe. */
    default void accept(Condition event, String run, long atMs) throws BadRecordException {}

    /** Takes a decision, "no change" included. */
    default void accept(MaskChange event, String run, long atMs) throws BadRecordException {}

    /** Takes the trainer's answer to a change. */
    default void accept(MaskAck event, String run, long atMs) throws BadRecordException {}
}
