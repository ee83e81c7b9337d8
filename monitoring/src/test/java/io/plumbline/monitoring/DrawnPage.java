package io.plumbline.monitoring;

import io.plumbline.testkit.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands on a rendered dashboard after a browser has drawn it.
 *
 * @param dom the page, as the browser has it
 */
record DrawnPage(String dom) {

    static final String BROWSER = "chromium";

    private static final Pattern TROUBLE = Pattern.compile("<html[^>]* data-error=\"([^\"]*)\"");

    /** Draws a page. */
    static DrawnPage open(Path page, Path log) {
        // Root, which containers have, may not use the sandbox; the page is ours and asks nothing of the network.
        try (Program browser = Program.start(
                log,
                List.of(
                        BROWSER,
                        "--headless",
                        "--no-sandbox",
                        "--dump-dom",
                        page.toUri().toString()))) {
            return new DrawnPage(browser.finished());
        }
    }

    /** Returns what the page's script complained of. */
    Optional<String> trouble() {
        return TROUBLE.matcher(dom).results().map(found -> found.group(1)).findFirst();
    }

    /**
     * Returns how many curves, numbers, lanes or rows a panel shows, 0 for a row of panels.
     *
     * @throws AssertionError if the panel is not on the page
     */
    int marks(Dashboard.Panel panel) {
        String id = panel.json().path("id").asText();
        Matcher place = Pattern.compile("data-(?:row=\"" + id + "\"|panel=\"" + id + "\" data-drawn=\"(\\d+)\")")
                .matcher(dom);
        if (!place.find()) {
            throw new AssertionError(panel + " is not on the page");
        }
        return place.group(1) == null ? 0 : Integer.parseInt(place.group(1));
    }
}
