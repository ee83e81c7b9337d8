package io.plumbline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a pod's container, as Kubernetes would make it. */
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Z_]+)\\)");
    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");

    private final JsonNode metadata;
    private final List<JsonNode> objects;
    private final Function<JsonNode, String> secrets;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads them.
     *
     * @param pod with metadata and spec
     * @param objects among which the ConfigMaps that it names are
     * @param secrets what stands in a Secret, by its reference
     */
    Variables(JsonNode pod, List<JsonNode> objects, Function<JsonNode, String> secrets) {
        metadata = pod.path("metadata");
        this.objects = objects;
        this.secrets = secrets;
        JsonNode container = pod.at("/spec/containers/0");
        // Those of a file first: a variable of the container's own may say otherwise.
        container.path("envFrom").forEach(this::setAll);
        container
                .path("env")
                .forEach(variable -> values.put(variable.path("name").asText(), valueOf(variable)));
    }

    /** Returns values by name. */
    Map<String, String> values() {
        return values;
    }

    /** Returns a text with its references to variables, such as {@code $(POD_NAME)}, replaced. */
    String expanded(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String value = values.get(reference.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no variable " + reference.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private void setAll(JsonNode source) {
        String name = source.at("/configMapRef/name").asText();
        JsonNode map = objects.stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap")
                        && object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no ConfigMap " + source));
        map.path("data")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    }

    private String valueOf(JsonNode variable) {
        if (variable.has("value")) {
            return expanded(variable.path("value").asText());
        }
        JsonNode source = variable.path("valueFrom");
        return source.has("secretKeyRef")
                ? secrets.apply(source.path("secretKeyRef"))
                : field(source.at("/fieldRef/fieldPath").asText());
    }

    private String field(String path) {
        Matcher keyed = KEYED.matcher(path);
        JsonNode found = path.equals("metadata.name")
                ? metadata.path("name")
                : keyed.matches() ? metadata.path(keyed.group(1)).path(keyed.group(2)) : MissingNode.getInstance();
        if (!found.isTextual()) {
            throw new IllegalArgumentException("no field " + path);
        }
        return found.asText();
    }
}
