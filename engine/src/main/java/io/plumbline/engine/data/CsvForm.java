package io.plumbline.engine.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Separator and number of columns of a CSV file, by its beginning: the separator that gives most rows most columns alike.
 * A wrong guess is never silent, for rows of another width are refused.
 *
 * @param separator between fields
 * @param width columns of most rows
 * @param rowLength characters of a row on average
 */
record CsvForm(Separator separator, int width, double rowLength) {

    private static final int SAMPLE = 1 << 20;

    /** Looks at the beginning of a file. */
    static CsvForm find(InputStream in, Separator wanted) throws IOException {
        CharBuffer sample = CharBuffer.allocate(SAMPLE);
        try (Reader text = CsvText.reader(in)) {
            for (int read = 0; read >= 0 && sample.hasRemaining(); ) {
                read = text.read(sample);
            }
        }
        String beginning = sample.flip().toString();
        return wanted.candidates().stream()
                .map(candidate -> new Sample(candidate, beginning))
                .filter(found -> found.evidence() > 0)
                .max(Comparator.comparingDouble(Sample::evidence))
                .orElseGet(() -> new Sample(wanted, beginning))
                .form(beginning.length());
    }

    /** The widths of the rows that one separator gives. */
    private static final class Sample {

        private final Separator separator;
        private final Map<Integer, Integer> rowsByWidth = new TreeMap<>();
        private int rows;

        Sample(Separator separator, String text) {
            this.separator = separator;
            try {
                CsvText.read(new StringReader(text), separator, (cells, line) -> {
                    rowsByWidth.merge(cells.length, 1, Integer::sum);
                    rows++;
                });
            } catch (CsvParseException cutOrForeign) {
                // The sample ends within a quoted field, or quotes make no sense with this separator.
            } catch (IOException impossible) {
                throw new IllegalStateException("a text can be read", impossible);
            }
        }

        /** Of widths that are equally frequent the greatest: a header may be short. */
        private int width() {
            return rowsByWidth.entrySet().stream()
                    .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse(0);
        }

        double evidence() {
            int width = width();
            return width < 2 ? 0 : (double) width * rowsByWidth.get(width) / rows;
        }

        CsvForm form(int length) {
            return new CsvForm(separator, width(), (double) length / Math.max(1, rows));
        }
    }
}
