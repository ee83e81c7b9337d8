package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What was ever written stays readable. A golden file is never changed: where a test turns red, the change of the
 * schema is wrong, not the file. New events and fields get new files by {@link PublishSchema}.
 */
class GoldenMessagesTest {

    @TestFactory
    Stream<DynamicTest> readsWhatWasWritten() {
        return Examples.all().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(example.getKey(), () -> {
                    // Given
                    byte[] golden = golden(example.getKey());
                    // When
                    MessageLite read = example.getValue().getParserForType().parseFrom(golden);
                    // Then
                    assertThat(read).isEqualTo(example.getValue());
                }));
    }

    @TestFactory
    Stream<DynamicTest> writesTheSameBytes() {
        return Examples.all().entrySet().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.getKey(),
                        () -> assertThat(example.getValue().toByteArray()).isEqualTo(golden(example.getKey()))));
    }

    @Test
    void aManifestHasTheSameBytesInRunsAndInStepStats() {
        Map<String, MessageLite> all = Examples.all();

        assertThat(all.get("run-event-manifest").toByteArray())
                .isEqualTo(all.get("step-event-manifest").toByteArray());
    }

    static byte[] golden(String name) throws IOException {
        return resource(name + ".binpb");
    }

    static byte[] resource(String file) throws IOException {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream("/golden/v1/" + file)) {
            assertThat(in)
                    .as("golden file %s (PublishSchema writes those of new events)", file)
                    .isNotNull();
            return in.readAllBytes();
        }
    }
}
