package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before and while much is read. */
class HeapTest {

    private static final long GIB = 1L << 30;

    @Test
    void saysWhatWouldDo() {
        assertThatThrownBy(() -> Heap.require("a.csv holds", 250_000, 1_000, 8, GIB))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "a.csv holds 250,000 examples of 1,000 features, which takes 1.9 GiB of memory where Java may"
                                + " use 1.0: start with JAVA_OPTS=-Xmx3g");
        assertThatCode(() -> Heap.require("a.csv holds", 250_000, 1_000, 8, 2 * GIB))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesMoreThanOneArrayHolds() {
        assertThatThrownBy(() -> Heap.require("a.csv holds", 3_000_000, 1_000, 4, 1000 * GIB))
                .hasMessageContaining("expected at most 2147483 examples");
    }

    @Test
    void anEndlessFileIsRefusedByItsBeginning() {
        // Given
        Csv.Opening endless = new Csv.Opening() {
            @Override
            public <T> T read(LoadListener heard, DataFile.Reader<T> reader) {
                return DataFiles.opening("1,2,a\n3,4,b\n".getBytes(StandardCharsets.UTF_8))
                        .read(heard, reader);
            }

            @Override
            public long size() {
                return 6L << 40;
            }
        };
        Csv csv = new Csv("a.csv", endless, CsvSettings.DEFAULT, LoadListener.NONE);

        // When, Then
        assertThatThrownBy(() -> csv.read(Optional.empty()))
                .hasMessageStartingWith("a.csv holds about 1,099,511,627,776 examples of 2 features");
    }

    @Test
    void tellsHowFarTheReadingIs(@TempDir Path folder) throws IOException {
        // Given
        String text = "a,class\n" + "0.123456789,x\n1.123456789,y\n".repeat(100_000);
        Path file = DataFiles.plain(folder, "a.csv", text.getBytes(StandardCharsets.UTF_8));
        List<Double> shares = new ArrayList<>();
        LoadListener listener = new LoadListener() {
            @Override
            public void onRead(String name, double share) {
                shares.add(share);
            }
        };

        // When
        DataSet.load(DataFiles.of("csv=" + file), listener);

        // Then
        assertThat(shares).hasSizeBetween(4, 20).isSorted().contains(0.5, 1.0);
    }
}
