package io.plumbline.core.settings;

import java.util.Map;

/**
 * Values of settings by key, each of the kind of its key and within its range.
 *
 * @param byKey every key of {@link SettingKey#ALL}
 */
record Values(Map<String, Object> byKey) {

    /** Checks keys, kinds and ranges. */
    Values {
        byKey = Map.copyOf(byKey);
        for (String key : byKey.keySet()) {
            SettingKey.named(key);
        }
        for (SettingKey key : SettingKey.ALL) {
            key.check(byKey.get(key.key()));
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

    boolean flag(String key) {
        return (Boolean) byKey.get(key);
    }

    String text(String key) {
        return (String) byKey.get(key);
    }
}
