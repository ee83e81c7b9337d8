package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class DataFileTest {

    @Test
    void saysWhyAFileCannotBeRead() {
        refuses(new AccessDeniedException("/sets/a.csv"), "a.csv cannot be read: access is denied");
        refuses(
                new FileSystemException("/sets/a.csv", null, "Input/output error"),
                "a.csv cannot be read: input/output error");
    }

    private static void refuses(FileSystemException failure, String sentence) {
        DataFile.Reader<Void> reader = in -> {
            throw failure;
        };

        assertThatThrownBy(() -> DataFile.read("a.csv", new ByteArrayInputStream(new byte[3]), "a table", reader))
                .isInstanceOf(DataException.class)
                .hasMessage(sentence);
    }
}
