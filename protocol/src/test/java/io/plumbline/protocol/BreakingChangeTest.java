package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import io.plumbline.protocol.v1.Events;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Fails the build where the schema breaks the published one. */
class BreakingChangeTest {

    @Test
    void everyPublishedFieldIsStillThere() throws IOException {
        // Given
        var published = FileDescriptorProto.parseFrom(GoldenMessagesTest.resource("events.desc"));
        // When
        var broken = SchemaRules.broken(published, Events.getDescriptor().toProto());
        // Then
        assertThat(broken).isEmpty();
    }

    @Test
    void aFieldMayNotGoUnreserved() {
        assertThat(afterChanging(message -> message.toBuilder().removeField(1).build()))
                .containsExactly("Applied.latency_ms is gone: reserve its number 2 and its name");
    }

    @Test
    void aReservedFieldMayGo() {
        assertThat(afterChanging(message -> message.toBuilder()
                        .removeField(1)
                        .addReservedRange(DescriptorProto.ReservedRange.newBuilder()
                                .setStart(2)
                                .setEnd(3))
                        .addReservedName("latency_ms")
                        .build()))
                .isEmpty();
    }

    @Test
    void aFieldMayNotChangeItsType() {
        assertThat(afterChanging(field(f -> f.setType(FieldDescriptorProto.Type.TYPE_FLOAT))))
                .containsExactly("Applied.latency_ms changed its type");
    }

    @Test
    void aFieldMayNotBeRenamed() {
        assertThat(afterChanging(field(f -> f.setName("delay_ms"))))
                .containsExactly("Applied.latency_ms is now called delay_ms");
    }

    @Test
    void aFieldMayNotBecomeRepeated() {
        assertThat(afterChanging(field(f -> f.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED))))
                .containsExactly("Applied.latency_ms changed between single and repeated");
    }

    @Test
    void aMessageMayNotGo() {
        var now = Events.getDescriptor().toProto();
        var without = now.toBuilder().removeMessageType(0).build();

        assertThat(SchemaRules.broken(now, without))
                .containsExactly("message " + now.getMessageType(0).getName() + " is gone");
    }

    @Test
    void anEnumValueMayNotBeRenumbered() {
        var now = Events.getDescriptor().toProto();
        var changed = now.toBuilder();
        changed.getEnumTypeBuilder(0).getValueBuilder(1).setNumber(9);

        assertThat(SchemaRules.broken(now, changed.build()))
                .containsExactly("Mode.MODE_ASYNC is gone or has another number");
    }

    private static UnaryOperator<DescriptorProto> field(Consumer<FieldDescriptorProto.Builder> change) {
        return message -> {
            var builder = message.toBuilder();
            change.accept(builder.getFieldBuilder(1));
            return builder.build();
        };
    }

    private static Iterable<String> afterChanging(UnaryOperator<DescriptorProto> change) {
        FileDescriptorProto now = Events.getDescriptor().toProto();
        int applied = Events.getDescriptor().findMessageTypeByName("Applied").getIndex();
        var changed = now.toBuilder().setMessageType(applied, change.apply(now.getMessageType(applied)));
        return SchemaRules.broken(now, changed.build());
    }
}
