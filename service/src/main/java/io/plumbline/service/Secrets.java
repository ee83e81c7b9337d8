package io.plumbline.service;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings are never printed. */
final class Secrets {

    static final String HIDDEN = "(hidden)";

    /** By name, and rather one too many: a password that shows is worse than an address that does not. */
    private static final Pattern SECRET =
            Pattern.compile("password|passphrase|secret|jaas|credential|token|private|(^|[.-])key$");

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    static String shown(String key, String value) {
        return isSecret(key) ? HIDDEN : value;
    }
}
