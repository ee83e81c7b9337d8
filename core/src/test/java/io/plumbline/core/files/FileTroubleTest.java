package io.plumbline.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {

    @TempDir
    private Path folder;

    @Test
    void saysInWordsWhatJavaSaysByAPathAlone() {
        assertThat(FileTrouble.why(new NoSuchFileException("/a"))).isEqualTo("no such file or folder");
        assertThat(FileTrouble.why(new AccessDeniedException("/a"))).isEqualTo("access is denied");
        assertThat(FileTrouble.why(new FileSystemException("/a", null, "No space left on device")))
                .isEqualTo("no space left on device");
        assertThat(FileTrouble.why(new FileSystemException("/a"))).isEqualTo("the file system gives no reason");
        assertThat(FileTrouble.why(new IOException("No space left on device"))).isEqualTo("no space left on device");
        assertThat(FileTrouble.why(new IOException("HTTP is not it"))).isEqualTo("HTTP is not it");
        assertThat(FileTrouble.why(new FileNotFoundException("/a b (Permission denied)")))
                .isEqualTo("permission denied");
        assertThat(FileTrouble.why(new MalformedInputException(2))).isEqualTo("it is not in UTF-8");
        assertThat(FileTrouble.why(new IOException())).isEqualTo("IOException");
    }

    @Test
    void namesTheFolderThatIsInTheWay() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));
        Path wanted = file.resolve("net.safetensors");

        // When
        String why = "";
        try {
            Files.createDirectories(wanted.getParent());
        } catch (IOException failure) {
            why = FileTrouble.why(wanted, failure);
        }

        // Then
        assertThat(why).isEqualTo("a file is in the place of a folder (" + file + ")");
    }
}
