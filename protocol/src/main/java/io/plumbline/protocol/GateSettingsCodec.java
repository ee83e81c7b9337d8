package io.plumbline.protocol;

import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import io.plumbline.core.settings.SettingKey;
import io.plumbline.core.settings.SettingKey.Basis;
import io.plumbline.protocol.v1.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gate settings in manifests and commands: key and value, ascending by key, so that a new setting does not change the
 * schema.
 */
public final class GateSettingsCodec {

    private GateSettingsCodec() {}

    /** Returns the message of {@code settings} with every key. */
    public static io.plumbline.protocol.v1.GateSettings write(GateSettings settings) {
        var message = io.plumbline.protocol.v1.GateSettings.newBuilder();
        settings.values().forEach((key, value) -> message.addSettings(setting(key, value)));
        settings.counts()
                .forEach(counts ->
                        message.addCountsBuilder().setStep(counts.step()).addAllNodes(counts.open()));
        return message.build();
    }

    private static Setting setting(String key, Object value) {
        Setting.Builder setting = Setting.newBuilder().setKey(key);
        if (value instanceof Boolean flag) {
            setting.setFlag(flag);
        } else if (value instanceof Number number) {
            setting.setNumber(number.doubleValue());
        } else {
            setting.setText((String) value);
        }
        return setting.build();
    }

    /**
     * Returns the settings of {@code message}. A missing key has its default: the message is older than the setting.
     *
     * @param plannedSteps T, from which some defaults follow
     * @throws IllegalArgumentException if a key is unknown or there twice, or a value is out of its range
     */
    public static GateSettings read(io.plumbline.protocol.v1.GateSettings message, long plannedSteps) {
        Map<String, Object> values = new HashMap<>();
        for (Setting setting : message.getSettingsList()) {
            if (values.put(setting.getKey(), value(setting)) != null) {
                throw new IllegalArgumentException("gate." + setting.getKey() + " is there twice");
            }
        }
        Basis basis = new Basis(plannedSteps, Boolean.TRUE.equals(values.get(SettingKey.SELF_TUNED)));
        SettingKey.ALL.forEach(row ->
                values.computeIfAbsent(row.key(), key -> row.usual().absent().apply(basis)));
        return GateSettings.of(values, counts(message));
    }

    private static Object value(Setting setting) {
        return switch (setting.getValueCase()) {
            case NUMBER -> SettingKey.named(setting.getKey()).read(setting.getNumber());
            case TEXT -> setting.getText();
            case FLAG -> setting.getFlag();
            case VALUE_NOT_SET -> throw new IllegalArgumentException("gate." + setting.getKey() + " has no value");
        };
    }

    private static List<OpenCounts> counts(io.plumbline.protocol.v1.GateSettings message) {
        return message.getCountsList().stream()
                .map(counts -> new OpenCounts(counts.getStep(), counts.getNodesList()))
                .toList();
    }
}
