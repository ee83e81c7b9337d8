package io.plumbline.service;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which settings are never printed. */
final class Secrets {

    static final String HIDDEN = "(hidden)";

    /**
     * By name, and rather too many than too few: a visible password is worse than a hidden address. Tokens of data are those of
     * texts.
     */
    private static final Pattern SECRET =
            Pattern.compile("password|passphrase|secret|jaas|credential|(?<!^data\\.)token|private|(^|[.-])key$");

    private Secrets() {}

    static boolean isSecret(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).find();
    }

    static String shown(String key, String value) {
        return isSecret(key) ? HIDDEN : value;
    }
}
