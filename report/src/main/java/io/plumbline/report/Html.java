package io.plumbline.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.service.Printable;
import java.util.List;

/** Escapes text for a page. Run names and settings come from users: nothing is inserted unescaped. */
public final class Html {

    private Html() {}

    /** Returns text as the content of an element or attribute, invisible characters written out. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        Printable.lines(text).codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(letter);
            }
        });
        return escaped.toString();
    }

    /** Returns JSON that cannot end the script element around it; line ends and invisible characters are escaped. */
    public static String json(JsonNode json) {
        return Printable.line(json.toString())
                .replace("&", "\\u0026")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e");
    }

    /** Returns a table without its notes. */
    public static String table(Table table) {
        StringBuilder html = new StringBuilder("<table>\n<thead>").append(row("th", "", table.columns()));
        html.append("</thead>\n<tbody>\n");
        table.rows().forEach(row -> html.append(row("td", row.label(), row.cells())));
        return html.append("</tbody>\n</table>\n").toString();
    }

    private static String row(String element, String label, List<String> cells) {
        StringBuilder row = new StringBuilder("<tr><th scope=\"row\">")
                .append(escape(label))
                .append("</th>");
        for (String cell : cells) {
            row.append('<').append(element).append('>').append(escape(cell));
            row.append("</").append(element).append('>');
        }
        return row.append("</tr>\n").toString();
    }

    /** Returns a paragraph for each sentence. */
    public static String paragraphs(List<String> sentences) {
        StringBuilder html = new StringBuilder();
        sentences.forEach(
                sentence -> html.append("<p>").append(escape(sentence)).append("</p>\n"));
        return html.toString();
    }
}
