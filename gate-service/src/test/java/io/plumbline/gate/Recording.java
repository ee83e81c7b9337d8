package io.plumbline.gate;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A real training as it went once: 240 steps of 24 + 16 nodes on the digits, in lockstep on a real broker. Made by
 * {@code RecordRun} of cli.
 *
 * @param stepStats all that the trainer said
 * @param decisions all that the gate answered, without the time by the broker's clock
 */
record Recording(List<StepEvent> stepStats, List<MaskChange> decisions) {

    static Recording of(String policy) {
        return new Recording(
                read(policy + ".step-stats.binpb.gz", StepEvent.parser()),
                read(policy + ".mask-changes.binpb.gz", MaskChange.parser()));
    }

    private static <V extends MessageLite> List<V> read(String name, Parser<V> parser) {
        try (InputStream resource = Recording.class.getResourceAsStream("/recorded/" + name)) {
            if (resource == null) {
                throw new AssertionError("there is no recording /recorded/" + name + " among the test resources");
            }
            InputStream in = new BufferedInputStream(new GZIPInputStream(resource));
            List<V> messages = new ArrayList<>();
            for (V next = parser.parseDelimitedFrom(in); next != null; next = parser.parseDelimitedFrom(in)) {
                messages.add(next);
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
