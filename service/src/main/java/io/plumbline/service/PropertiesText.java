package io.plumbline.service;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code .properties} file as keys and values. Text that Java would read differently from how it looks is
 * refused.
 */
final class PropertiesText {

    /** A line that ends with an odd number of backslashes continues in the next line. */
    private static final Pattern GOES_ON = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");

    /** A backslash before a character where Java would drop it: {@code C:\data} would become C:data. */
    private static final Pattern DROPPED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(\\\\[^\\\\:=#! tnrfu])");

    private PropertiesText() {}

    /**
     * Reads the text of a file.
     *
     * @param name of the file, for sentences
     * @throws IllegalArgumentException with one sentence for people, if it cannot be understood
     */
    static Map<String, String> read(String name, String text) {
        requireKnownEscapes(name, text);
        Once values = new Once();
        try {
            values.load(new StringReader(text));
        } catch (IllegalArgumentException malformed) {
            throw ConfigurationFile.refused(
                    name, "has a \\u that is not followed by four hexadecimal digits: write a backslash as \\\\");
        } catch (IOException impossible) {
            throw new IllegalStateException("a text can be read", impossible);
        }
        values.doubled.keySet().stream().findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(key + " is given twice in the configuration file: expected it once");
        });
        Map<String, String> stripped = new TreeMap<>();
        values.stringPropertyNames()
                .forEach(key -> stripped.put(key, values.getProperty(key).strip()));
        return stripped;
    }

    private static void requireKnownEscapes(String name, String text) {
        boolean within = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean comment = !within && line.stripLeading().matches("[#!].*");
            Matcher dropped = DROPPED.matcher(line);
            if (!comment && dropped.find()) {
                throw ConfigurationFile.refused(
                        name, "has " + dropped.group(1) + " at line " + number + ": write a backslash as \\\\");
            }
            within = !comment && GOES_ON.matcher(line).find();
        }
    }

    /** Remembers keys that are given twice. */
    private static final class Once extends Properties {

        private static final long serialVersionUID = 1L;

        private final Map<String, String> doubled = new TreeMap<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                doubled.put(String.valueOf(key), String.valueOf(value));
            }
            return before;
        }
    }
}
