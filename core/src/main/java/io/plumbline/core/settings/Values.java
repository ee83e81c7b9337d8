package io.plumbline.core.settings;

import io.plumbline.core.model.LayerKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Values of settings by key, each of the kind of its key and within its range.
 *
 * @param byKey every key of {@link SettingKey#ALL}, others of {@link SettingKey#KEYS} as far as they were given
 */
record Values(Map<String, Object> byKey) {

    /** Checks keys, kinds and ranges. */
    Values {
        byKey = Map.copyOf(byKey);
        for (String key : byKey.keySet()) {
            SettingKey.named(key);
        }
        for (SettingKey key : SettingKey.KEYS) {
            if (!key.isOptional() || byKey.containsKey(key.key())) {
                key.check(byKey.get(key.key()));
            }
        }
    }

    double number(String key) {
        return (Double) byKey.get(key);
    }

    int count(String key) {
        return Math.toIntExact((Long) byKey.get(key));
    }

    long steps(String key) {
        return (Long) byKey.get(key);
    }

    /** Returns the value of a key and those of the same key for kinds of layers, each as {@code read} finds it. */
    <T> ByKind<T> byKind(String key, Function<String, T> read) {
        Map<LayerKind, T> own = new EnumMap<>(LayerKind.class);
        for (LayerKind kind : LayerKind.values()) {
            String ofKind = SettingKey.ofKind(key, kind);
            if (byKey.containsKey(ofKind)) {
                own.put(kind, read.apply(ofKind));
            }
        }
        return new ByKind<>(read.apply(key), own);
    }

    boolean flag(String key) {
        return (Boolean) byKey.get(key);
    }

    String text(String key) {
        return (String) byKey.get(key);
    }
}
