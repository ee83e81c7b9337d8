package io.plumbline.core.gating.policy;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.gating.GateSettings.Scope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Gate settings for tests: the defaults with single components changed. */
final class SettingsOf {

    private SettingsOf() {}

    /** Returns the same settings with another value of one of them. */
    static GateSettings with(GateSettings settings, String setting, Object value) {
        RecordComponent[] components = GateSettings.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                boolean changes = components[i].getName().equals(setting);
                values[i] = changes ? value : components[i].getAccessor().invoke(settings);
            }
            return GateSettings.class.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            throw (RuntimeException) refused.getCause();
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException("no setting " + setting + " of that type", wrong);
        }
    }

    static GateSettings selfTuned() {
        return changed(true, 16, 2, 0.1);
    }

    static GateSettings hiddenUnits(int units) {
        return changed(false, units, 2, 0.1);
    }

    static GateSettings floor(int nodes, double share) {
        return changed(false, 16, nodes, share);
    }

    private static GateSettings changed(boolean selfTuned, int hidden, int floorNodes, double floorShare) {
        return new GateSettings(
                "greedy-q",
                1,
                50,
                0.5,
                1e-3,
                10,
                0.01,
                hidden,
                0.3,
                0.7,
                0.05,
                floorNodes,
                floorShare,
                150,
                900,
                0.5,
                selfTuned,
                20,
                0.9,
                0.1,
                3,
                5,
                0.95,
                0.8,
                Scope.OWN_AND_OUT,
                0,
                0.1,
                1,
                List.of());
    }
}
