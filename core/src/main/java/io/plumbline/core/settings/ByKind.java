package io.plumbline.core.settings;

import io.plumbline.core.model.LayerKind;
import java.util.Map;

/**
 * A value of a setting that layers of a kind may have their own of.
 *
 * @param usual of layers of every other kind
 * @param own by kind; empty where all layers are treated alike
 */
public record ByKind<T>(T usual, Map<LayerKind, T> own) {

    /** Copies the components. */
    public ByKind {
        own = Map.copyOf(own);
    }

    /** Returns the value of layers of a kind. */
    public T of(LayerKind kind) {
        return own.getOrDefault(kind, usual);
    }
}
