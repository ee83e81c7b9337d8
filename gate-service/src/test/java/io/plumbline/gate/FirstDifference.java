package io.plumbline.gate;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;

/** Names the first field, by number, in which two messages of one type part; doubles are told apart bit for bit. */
final class FirstDifference {

    private FirstDifference() {}

    /** Returns for example {@code change.reasons[2].kappa: recorded 3.5, decided 3.25}; empty if all fields agree. */
    static Optional<String> between(Message recorded, Message decided) {
        return between("", recorded, decided);
    }

    private static Optional<String> between(String path, Message recorded, Message decided) {
        for (FieldDescriptor field : recorded.getDescriptorForType().getFields()) {
            String name = path + field.getName();
            Optional<String> difference;
            if (field.isRepeated()) {
                difference = elements(name, (List<?>) recorded.getField(field), (List<?>) decided.getField(field));
            } else if (field.hasPresence() && recorded.hasField(field) != decided.hasField(field)) {
                difference = Optional.of(name + ": " + (recorded.hasField(field) ? "only recorded" : "only decided"));
            } else {
                difference = values(name, recorded.getField(field), decided.getField(field));
            }
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> elements(String name, List<?> recorded, List<?> decided) {
        for (int i = 0; i < Math.min(recorded.size(), decided.size()); i++) {
            Optional<String> difference = values(name + "[" + i + "]", recorded.get(i), decided.get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return recorded.size() == decided.size()
                ? Optional.empty()
                : Optional.of(name + ": recorded " + recorded.size() + " of them, decided " + decided.size());
    }

    private static Optional<String> values(String name, Object recorded, Object decided) {
        if (recorded instanceof Message one && decided instanceof Message other) {
            return between(name + ".", one, other);
        }
        return recorded.equals(decided)
                ? Optional.empty()
                : Optional.of(name + ": recorded " + recorded + ", decided " + decided);
    }
}
