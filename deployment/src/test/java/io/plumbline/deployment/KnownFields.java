package io.plumbline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/** Whether Kubernetes knows every field of an object, by the classes of its Java client. */
final class KnownFields {

    /** Kinds of other people, which that client does not know. */
    private static final Set<String> ELSEWHERE = Set.of("monitoring.coreos.com", "keda.sh", "kafka.strimzi.io");

    private KnownFields() {}

    /** Returns what is wrong. */
    static Optional<String> wrong(JsonNode object) {
        String[] version = object.path("apiVersion").asText().split("/", -1);
        if (ELSEWHERE.contains(version[0])) {
            return Optional.empty();
        }
        String kind = object.path("kind").asText();
        String name = "io.kubernetes.client.openapi.models." + version[version.length - 1].replace('v', 'V') + kind;
        try {
            Method validate = Class.forName(name).getMethod("validateJsonElement", JsonElement.class);
            validate.invoke(null, JsonParser.parseString(object.toString()));
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            return Optional.of(kind + ": " + refused.getCause().getMessage());
        } catch (ReflectiveOperationException unknown) {
            return Optional.of("Kubernetes has no kind " + object.path("apiVersion") + " " + kind);
        }
    }
}
