package io.plumbline.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The environment variables that are meant for Plumbline: {@code PLUMBLINE_ADMIN_PORT} is {@code admin.port}, and
 * {@code PLUMBLINE_KAFKA_SECURITY_PROTOCOL} is {@code kafka.security.protocol}.
 */
final class Environment {

    static final String PREFIX = "PLUMBLINE_";
    /** Names the configuration file if no flag does. */
    static final String FILE = PREFIX + "CONFIG";

    /** Variables that the launcher reads before Java starts. */
    private static final Set<String> LAUNCHER = Set.of(FILE, PREFIX + "HOME", PREFIX + "OPTS", PREFIX + "JAVA_OPTS");

    /** Variables that Kubernetes adds for every Service whose name begins with plumbline: they are no settings. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("PLUMBLINE_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP|SCTP)(_.*)?)");

    private Environment() {}

    /** Returns the name of the variable that sets a key. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Returns the variables that may set a key, in alphabetical order. */
    static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !LAUNCHER.contains(name) && !isServiceLink(name, value)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** Returns the variables below a prefix of keys, as keys with dots. */
    static Map<String, String> below(String prefix, Map<String, String> settings) {
        String start = variable(prefix) + "_";
        Map<String, String> values = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(start)) {
                String rest = name.substring(start.length()).toLowerCase(Locale.ROOT);
                values.put(prefix + "." + rest.replace('_', '.'), value);
            }
        });
        return values;
    }

    private static boolean isServiceLink(String name, String value) {
        boolean address = value.matches("(tcp|udp|sctp)://.*");
        return (address && name.matches("PLUMBLINE_(.*_)?PORT(_.*)?"))
                || SERVICE_LINK.matcher(name).matches();
    }
}
