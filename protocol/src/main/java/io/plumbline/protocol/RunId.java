package io.plumbline.protocol;

import java.util.regex.Pattern;

/** Checks run ids: an id is a key, a metric label, and part of file names. */
public final class RunId {

    /** Most characters of a run id. */
    public static final int LONGEST = 63;

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}");

    private RunId() {}

    /**
     * Returns {@code id} if it is a valid run id.
     *
     * @throws IllegalArgumentException if not
     */
    public static String check(String id) {
        if (!ALLOWED.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a run id is 1 to " + LONGEST + " letters, digits, dots, dashes or underscores and"
                            + " begins with a letter or digit, was '" + id + "'");
        }
        return id;
    }
}
