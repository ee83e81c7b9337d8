package io.plumbline.protocol;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.v1.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the golden files of what is new: run it by hand when a release adds events or fields, never to make a red
 * test green. Golden messages that exist are kept as they are, for ever; the schema is replaced by the one that
 * {@link BreakingChangeTest} has found compatible. Argument: the directory {@code src/test/resources/golden/v1}.
 */
final class PublishSchema {

    private PublishSchema() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Files.write(
                directory.resolve("events.desc"),
                Events.getDescriptor().toProto().toByteArray());
        for (Map.Entry<String, MessageLite> example : Examples.all().entrySet()) {
            Path golden = directory.resolve(example.getKey() + ".binpb");
            if (!Files.exists(golden)) {
                Files.write(golden, example.getValue().toByteArray());
            }
        }
    }
}
