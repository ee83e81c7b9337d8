package io.plumbline.report;

import io.plumbline.protocol.v1.Manifest;
import java.util.List;

/**
 * The name of the part of the data beside the training part: the events call it test even where it was held out for
 * validation.
 */
final class EvaluatedPart {

    /** The part of a manifest that names none. */
    private static final String TEST = "test";

    /** For runs that differ in it. */
    private static final String ANY = "held-out";

    private EvaluatedPart() {}

    /** Returns {@code test} or {@code validation}. */
    static String of(Manifest manifest) {
        String part = manifest.getData().getEvaluatedPart();
        return part.isEmpty() ? TEST : part;
    }

    /** Returns the part of all these runs, or a name for both if they differ. */
    static String ofAll(List<Manifest> manifests) {
        List<String> parts =
                manifests.stream().map(EvaluatedPart::of).distinct().toList();
        return parts.size() == 1 ? parts.get(0) : ANY;
    }
}
