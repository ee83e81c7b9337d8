package io.plumbline.monitoring;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which metrics an expression asks for. Whether it is sound is asked of Prometheus itself. */
final class PromQl {

    private static final Pattern COMMENT = Pattern.compile("#[^\n]*");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}|\\[[^\\]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "group_left", "group_right", "inf", "nan");

    private PromQl() {}

    /** Returns the names of metrics and records in an expression, sorted. */
    static Set<String> names(String expression) {
        String bare = expression;
        for (Pattern left : new Pattern[] {TEXT, COMMENT, MATCHERS, LABELS}) {
            bare = left.matcher(bare).replaceAll(" ");
        }
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            names.add(name.group());
        }
        names.removeIf(found -> WORDS.contains(found.toLowerCase(Locale.ROOT)));
        return names;
    }
}
