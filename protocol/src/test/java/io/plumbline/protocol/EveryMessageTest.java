package io.plumbline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.plumbline.protocol.v1.StepEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever a message of the schema holds, it comes out of its topic as it went in. */
class EveryMessageTest {

    private static final int DEEPEST = 6;

    @Property(tries = 200)
    void comesOutOfItsTopicAsItWentIn(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        for (Topic<?> topic : Topics.standard().all()) {
            // Given
            Message message = random((Message) topic.parser().parseFrom(new byte[0]), random, 0);

            // When
            Message read = (Message) topic.parse(message.toByteArray());

            // Then: as bytes, for NaN does not equal itself
            assertThat(read.toByteArray()).isEqualTo(message.toByteArray());
            assertThat(read.toString()).isEqualTo(message.toString());
        }
    }

    @Test
    void noneOfTheSchemaIsOutsideOfAllTopics() throws Exception {
        // When
        Set<Descriptor> reached = new HashSet<>();
        for (Topic<?> topic : Topics.standard().all()) {
            reach(((Message) topic.parser().parseFrom(new byte[0])).getDescriptorForType(), reached);
        }

        // Then
        assertThat(reached).containsAll(StepEvent.getDescriptor().getFile().getMessageTypes());
    }

    private static void reach(Descriptor type, Set<Descriptor> reached) {
        if (reached.add(type)) {
            type.getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .forEach(field -> reach(field.getMessageType(), reached));
        }
    }

    /** Returns a message of the same type with any of its fields, of every oneof at most one. */
    private static Message random(Message like, Random random, int depth) {
        Message.Builder message = like.newBuilderForType();
        for (FieldDescriptor field : like.getDescriptorForType().getFields()) {
            boolean tooDeep = depth == DEEPEST && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (random.nextInt(3) == 0 || tooDeep) {
                continue;
            }
            if (field.isRepeated()) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    message.addRepeatedField(field, value(message, field, random, depth));
                }
            } else {
                message.setField(field, value(message, field, random, depth));
            }
        }
        return message.build();
    }

    private static Object value(Message.Builder of, FieldDescriptor field, Random random, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(4) == 0 ? Double.NaN : Double.longBitsToDouble(random.nextLong());
            case BOOLEAN -> random.nextBoolean();
            case STRING -> List.of("", "digits-1", "κ = λ/μ\n").get(random.nextInt(3));
            case BYTE_STRING -> bytes(random);
            case ENUM -> {
                var values = field.getEnumType().getValues();
                yield values.get(random.nextInt(values.size()));
            }
            case MESSAGE -> random(of.newBuilderForField(field).getDefaultInstanceForType(), random, depth + 1);
        };
    }

    private static ByteString bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
