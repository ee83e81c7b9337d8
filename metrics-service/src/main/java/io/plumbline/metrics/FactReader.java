package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.RunId;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.RunRecordReader;
import io.plumbline.protocol.log.RunRecords;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/** Reads the content of records about runs. */
final class FactReader {

    private final RunRecordReader<byte[]> records;

    FactReader(Topics topics) {
        this.records = RunRecordReader.ofBytes(topics);
    }

    /** Returns the names of all topics that are read; runs first. */
    List<String> topics() {
        return records.topics();
    }

    /**
     * Reads a record.
     *
     * @param partitions of the topic
     * @param nowMs present time, milliseconds since 1970
     * @throws BadRecordException if it is malformed, or is in the wrong topic or partition
     */
    Fact read(ConsumerRecord<byte[], byte[]> record, int partitions, long nowMs) throws BadRecordException {
        Folding folding = new Folding(nowMs);
        records.read(record, folding);
        Fact fact = folding.fact.orElseThrow();
        checkRun(fact.run(), record.key());
        int belongs = Utils.toPositive(Utils.murmur2(record.key())) % partitions;
        Checks.hold(
                record.partition() == belongs,
                Cause.WRONG_PARTITION,
                "run " + fact.run() + " belongs in partition " + belongs + ", was in " + record.partition());
        Checks.hold(fact.attempt() >= 0, Cause.WRONG_ATTEMPT, "an attempt must be at least 1");
        return fact;
    }

    private static void checkRun(String run, byte[] key) throws BadRecordException {
        try {
            RunId.check(run);
        } catch (IllegalArgumentException wrong) {
            throw new BadRecordException(Cause.INVALID, wrong.getMessage());
        }
        String keyed = key == null ? "no key" : new String(key, StandardCharsets.UTF_8);
        Checks.hold(keyed.equals(run), Cause.WRONG_RUN, "a record of run " + run + " has the key of " + keyed);
    }

    /** Makes a fact of one event; its run is the one that the event names, and its key is then compared with it. */
    private static final class Folding implements RunRecords {

        private final long nowMs;
        private Optional<Fact> fact = Optional.empty();

        Folding(long nowMs) {
            this.nowMs = nowMs;
        }

        @Override
        public void accept(RunEvent event, String run, long atMs) throws BadRecordException {
            fact = Optional.of(RunFold.of(event, seenMs(atMs)));
        }

        @Override
        public void accept(EvaluationEvent event, String run, long atMs) throws BadRecordException {
            fact = Optional.of(RunFold.of(event, seenMs(atMs)));
        }

        @Override
        public void accept(Condition event, String run, long atMs) {
            fact = Optional.of(RunFold.of(event, seenMs(atMs)));
        }

        @Override
        public void accept(MaskChange event, String run, long atMs) throws BadRecordException {
            fact = Optional.of(RunFold.of(event, seenMs(atMs)));
        }

        @Override
        public void accept(MaskAck event, String run, long atMs) throws BadRecordException {
            fact = Optional.of(RunFold.of(event, seenMs(atMs)));
        }

        /** A clock that is ahead must not keep a run alive. */
        private long seenMs(long atMs) {
            return Math.max(0, Math.min(atMs, nowMs));
        }
    }
}
