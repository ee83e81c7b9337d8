package io.plumbline.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reads a CSV file: one example a row, every column a feature but the class. It is read twice: at first to see what its
 * columns are, over all of its rows, then for the examples.
 */
final class Csv {

    /** A whole and the parts into which it is split. */
    private static final int COPIES = 2;

    private final String name;
    private final Opening opening;
    private final CsvSettings settings;
    private final LoadListener progress;

    /** Opens the file anew. */
    interface Opening {
        <T> T read(LoadListener heard, DataFile.Reader<T> reader);

        /** Returns the number of bytes of text; 0 where it is not known. */
        default long size() {
            return 0;
        }
    }

    /**
     * Prepares the reading of one file.
     *
     * @param name of the file, for sentences
     */
    Csv(String name, Opening opening, CsvSettings settings, LoadListener progress) {
        this.name = name;
        this.opening = opening;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Reads the whole.
     *
     * @param like how another file was read, where this one is to be read alike
     * @return the examples, missing values as NaN
     */
    Table read(Optional<Encoding> like) {
        CsvForm form = opening.read(LoadListener.NONE, in -> CsvForm.find(in, settings.separator()));
        if (opening.size() > 0) {
            Heap.requireRoughly(
                    name + " holds about",
                    (long) (opening.size() / form.rowLength()),
                    form.width() - 1L,
                    COPIES * Float.BYTES);
        }
        CsvSurvey survey = new CsvSurvey(form.width());
        pass(0, form, survey);
        if (survey.rows() == 0) {
            throw new DataException(name + " is empty, expected one example a line");
        }
        List<Encoding.Column> wanted = like.map(Encoding::columns).orElse(List.of());
        CsvLayout layout = wanted.isEmpty()
                ? CsvLayout.of(name, survey, settings)
                : CsvLayout.like(name, survey, settings, wanted);
        Heap.require(name + " holds", survey.rows(), layout.features(), COPIES * Float.BYTES);
        CsvFilling filling = new CsvFilling(name, layout, settings.missing(), (int) survey.rows());
        pass(1, form, filling);
        Table table = filling.table(like, progress);
        layout.requireDistinguishable(name, survey);
        return table;
    }

    private void pass(int number, CsvForm form, CsvText.Rows rows) {
        LoadListener half = new LoadListener() {
            @Override
            public void onRead(String file, double share) {
                progress.onRead(file, (number + share) / 2);
            }
        };
        opening.read(half, in -> read(in, form, rows));
    }

    private CsvText.Rows read(InputStream in, CsvForm form, CsvText.Rows rows) throws IOException {
        CsvText.read(name, in, form.separator(), rows);
        return rows;
    }
}
