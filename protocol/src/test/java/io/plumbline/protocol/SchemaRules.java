package io.plumbline.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.ArrayList;
import java.util.List;

/** What a schema may not do to the one published before it: the rules that keep old records and old readers alive. */
final class SchemaRules {

    private final List<String> broken = new ArrayList<>();

    private SchemaRules() {}

    /** Returns a sentence for everything in {@code now} that breaks what {@code published} promised. */
    static List<String> broken(FileDescriptorProto published, FileDescriptorProto now) {
        SchemaRules rules = new SchemaRules();
        for (DescriptorProto message : published.getMessageTypeList()) {
            now.getMessageTypeList().stream()
                    .filter(candidate -> candidate.getName().equals(message.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            same -> rules.compare(message, same),
                            () -> rules.broken.add("message " + message.getName() + " is gone"));
        }
        for (EnumDescriptorProto values : published.getEnumTypeList()) {
            now.getEnumTypeList().stream()
                    .filter(candidate -> candidate.getName().equals(values.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            same -> rules.compare(values, same),
                            () -> rules.broken.add("enum " + values.getName() + " is gone"));
        }
        return rules.broken;
    }

    private void compare(DescriptorProto before, DescriptorProto after) {
        for (FieldDescriptorProto field : before.getFieldList()) {
            String name = before.getName() + "." + field.getName();
            after.getFieldList().stream()
                    .filter(candidate -> candidate.getNumber() == field.getNumber())
                    .findFirst()
                    .ifPresentOrElse(same -> compare(name, before, field, after, same), () -> {
                        if (!isReserved(after, field)) {
                            broken.add(name + " is gone: reserve its number " + field.getNumber() + " and its name");
                        }
                    });
        }
    }

    private void compare(
            String name,
            DescriptorProto beforeIn,
            FieldDescriptorProto before,
            DescriptorProto afterIn,
            FieldDescriptorProto after) {
        if (!before.getName().equals(after.getName())) {
            broken.add(name + " is now called " + after.getName());
        }
        if (before.getType() != after.getType() || !before.getTypeName().equals(after.getTypeName())) {
            broken.add(name + " changed its type");
        }
        if (before.getLabel() != after.getLabel()) {
            broken.add(name + " changed between single and repeated");
        }
        if (!oneof(beforeIn, before).equals(oneof(afterIn, after))) {
            broken.add(name + " moved into or out of a oneof");
        }
    }

    private void compare(EnumDescriptorProto before, EnumDescriptorProto after) {
        for (EnumValueDescriptorProto value : before.getValueList()) {
            boolean kept = after.getValueList().stream()
                    .anyMatch(candidate -> candidate.getNumber() == value.getNumber()
                            && candidate.getName().equals(value.getName()));
            if (!kept) {
                broken.add(before.getName() + "." + value.getName() + " is gone or has another number");
            }
        }
    }

    private static boolean isReserved(DescriptorProto message, FieldDescriptorProto field) {
        boolean number = message.getReservedRangeList().stream()
                .anyMatch(range -> field.getNumber() >= range.getStart() && field.getNumber() < range.getEnd());
        return number && message.getReservedNameList().contains(field.getName());
    }

    private static String oneof(DescriptorProto message, FieldDescriptorProto field) {
        return field.hasOneofIndex()
                ? message.getOneofDecl(field.getOneofIndex()).getName()
                : "";
    }
}
