package io.plumbline.core.gating;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Gate settings for tests: others with single components changed. */
public final class SettingsOf {

    /** t_0 150, t_1 900, nothing is ever removed. */
    private static final GateSettings GREEDY = with(GateSettings.defaults("greedy-q", 3000), "compactAfter", 0);

    private SettingsOf() {}

    /** Returns the same settings with another value of one of them. */
    public static GateSettings with(GateSettings settings, String setting, Object value) {
        return with(settings, Map.of(setting, value));
    }

    /** Returns the same settings with other values of some of them. */
    public static GateSettings with(GateSettings settings, Map<String, Object> changes) {
        RecordComponent[] components = GateSettings.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        int changed = 0;
        try {
            for (int i = 0; i < values.length; i++) {
                Object value = changes.get(components[i].getName());
                changed += value == null ? 0 : 1;
                values[i] = value == null ? components[i].getAccessor().invoke(settings) : value;
            }
            if (changed < changes.size()) {
                throw new IllegalArgumentException("not all of " + changes.keySet() + " are settings");
            }
            return GateSettings.class.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            throw (RuntimeException) refused.getCause();
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** Returns settings under which the gate finds the density itself. */
    public static GateSettings selfTuned() {
        return with(GREEDY, "selfTuned", true);
    }

    /** Returns settings of a gating network with so many hidden units. */
    public static GateSettings hiddenUnits(int units) {
        return with(GREEDY, "hiddenUnits", units);
    }

    /** Returns settings with another floor of every layer. */
    public static GateSettings floor(int nodes, double share) {
        return with(GREEDY, Map.of("floorNodes", nodes, "floorShare", share));
    }
}
