package io.plumbline.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with places, {@code {{name}}}, that parts are filled into; and the files that parts are made of. */
public final class Template {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final String text;

    /**
     * Reads a template.
     *
     * @param beside class in the package of the resource
     * @param name of the resource
     */
    public Template(Class<?> beside, String name) {
        this.text = text(beside, name);
    }

    /**
     * Fills all places in one pass: the text that is filled in is not searched again.
     *
     * @param parts by name, safe to stand in the page
     * @throws IllegalStateException if the template asks for another
     */
    public String filled(Map<String, String> parts) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
    }

    private static String part(Map<String, String> parts, String name) {
        String part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("the template asks for '" + name + "'");
        }
        return part;
    }

    /**
     * Returns the head that all pages have.
     *
     * @param title safe to stand in the page
     * @param css of this page, added to the style of all pages
     */
    public static String head(String title, String css) {
        return new Template(Template.class, "head.html")
                .filled(Map.of(
                        "title",
                        title,
                        "uplot-css",
                        uplot("uPlot.min.css"),
                        "css",
                        text(Template.class, "report.css") + css));
    }

    /**
     * Returns the scripts that all pages end with: what draws, and what is drawn.
     *
     * @param data JSON, safe to stand in an element
     * @param js of the page alone
     */
    public static String scripts(String data, String js) {
        return new Template(Template.class, "scripts.html")
                .filled(Map.of(
                        "data",
                        data,
                        "uplot-js",
                        uplot("uPlot.iife.min.js"),
                        "plots-js",
                        text(Template.class, "plots.js"),
                        "js",
                        js));
    }

    /** Returns a file of uPlot, which draws the curves. */
    private static String uplot(String name) {
        return text(Template.class, UPLOT + name);
    }

    /** Returns a resource beside a class, or of an absolute name. */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name + " cannot be read", e);
        }
    }
}
