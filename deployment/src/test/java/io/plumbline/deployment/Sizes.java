package io.plumbline.deployment;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as compose files, manifests and Java write them. */
final class Sizes {

    static final long MEGABYTE = 1 << 20;

    private static final Pattern SIZE = Pattern.compile("(\\d+)(m|g|Mi|Gi)");
    private static final Map<String, Long> UNITS =
            Map.of("m", MEGABYTE, "Mi", MEGABYTE, "g", 1024 * MEGABYTE, "Gi", 1024 * MEGABYTE);

    private Sizes() {}

    /** Returns the bytes of a size. */
    static long bytes(String said) {
        Matcher size = SIZE.matcher(said);
        if (!size.matches()) {
            throw new IllegalArgumentException("no size such as 512m or 512Mi: " + said);
        }
        return Long.parseLong(size.group(1)) * UNITS.get(size.group(2));
    }
}
