package io.plumbline.service;

import java.util.Collection;
import java.util.List;

/** {@code /}: names the service and links its pages. */
final class IndexPage implements Page {

    private final String service;
    private final List<String> paths;

    IndexPage(String service, Collection<String> paths) {
        this.service = service;
        this.paths = List.copyOf(paths);
    }

    @Override
    public Answer answer(String accept, boolean crowded) {
        StringBuilder links = new StringBuilder();
        paths.forEach(path -> links.append("<li><a href=\"%s\">%s</a></li>\n".formatted(path, path)));
        return Answer.of(200, "text/html; charset=utf-8", """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Plumbline %s</title></head>
                <body>
                <h1>Plumbline %s %s</h1>
                <ul>
                %s</ul>
                </body>
                </html>
                """.formatted(service, service, Version.number(), links));
    }
}
