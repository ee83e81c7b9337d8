package io.plumbline.engine.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The rows of a CSV file as texts (RFC 4180: quoted separators, line breaks and doubled quotes; any line ending). */
final class CsvText {

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private CsvText() {}

    /** Takes the rows that are not blank. */
    interface Rows {
        /**
         * Takes a row.
         *
         * @param cells without blanks around them
         * @param line at which it begins, from 1
         */
        void row(String[] cells, long line);
    }

    /** Returns the characters, without a byte order mark: what is no UTF-8 is refused, not replaced. */
    static Reader reader(InputStream in) throws IOException {
        Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /**
     * Hands over every row.
     *
     * @param name of the file, for sentences
     * @throws DataException if the file is not UTF-8, a quote stays open or ends within a field, or a field is beyond
     *     all measure
     */
    static void read(String name, InputStream in, Separator separator, Rows rows) throws IOException {
        try {
            read(reader(in), separator, (cells, line) -> {
                requireText(name, cells, line);
                rows.row(cells, line);
            });
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (CsvParseException malformed) {
            if (malformed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new DataException(name + " is no sound CSV file: " + reason(malformed), malformed);
        }
    }

    static void read(Reader text, Separator separator, Rows rows) throws IOException {
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator.character())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .trimWhitespacesAroundQuotes(true)
                .ofCsvRecord(text);
        try (CloseableIterator<CsvRecord> records = reader.iterator()) {
            while (records.hasNext()) {
                CsvRecord one = records.next();
                if (one.getFieldCount() > 1 || !one.getField(0).isBlank()) {
                    rows.row(cells(one), one.getStartingLineNumber());
                }
            }
        }
    }

    private static void requireText(String name, String[] cells, long line) {
        for (String cell : cells) {
            if (cell.indexOf('\0') >= 0) {
                throw new DataException(name + " holds NUL characters at line " + line
                        + ": expected text in UTF-8; is it UTF-16, damaged, or no text at all?");
            }
        }
    }

    private static String[] cells(CsvRecord one) {
        String[] cells = new String[one.getFieldCount()];
        for (int c = 0; c < cells.length; c++) {
            cells[c] = one.getField(c).strip();
        }
        return cells;
    }

    /** The library says where it was, then in a cause what it found. */
    private static String reason(CsvParseException malformed) {
        Throwable cause = malformed.getCause();
        return cause == null ? malformed.getMessage() : malformed.getMessage() + ", " + cause.getMessage();
    }
}
