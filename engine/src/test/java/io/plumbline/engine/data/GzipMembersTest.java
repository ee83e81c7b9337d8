package io.plumbline.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipMembersTest {

    @Test
    void readsAllMembersAndPadding() throws IOException {
        byte[] file = join(member("abc"), member(""), member("de"), new byte[700]);

        assertThat(read(file)).isEqualTo("abcde");
    }

    @Test
    void refusesWhateverElseFollows() throws IOException {
        for (byte[] rest :
                new byte[][] {{1}, {0, 0, 1}, {0x1f}, {0x1f, (byte) 0x8b, 9, 0, 0, 0, 0, 0, 0, 0}, {'x', 'y'}}) {
            byte[] file = join(member("abc"), rest);

            assertThatThrownBy(() -> read(file))
                    .as(Arrays.toString(rest))
                    .isInstanceOf(DataException.class)
                    .message()
                    .containsPattern("a.gz is (a damaged gzip file: |truncated)");
        }
    }

    @Test
    void refusesAFurtherMemberThatIsCutAnywhere() throws IOException {
        byte[] second = member("the second member");
        for (int length = 1; length < second.length; length++) {
            byte[] file = join(member("abc"), Arrays.copyOf(second, length));

            assertThatThrownBy(() -> read(file)).as("cut after %d", length).isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesADamagedMember() throws IOException {
        byte[] file = join(member("abc"), member("the second member"));
        file[file.length - 6] ^= 1;

        assertThatThrownBy(() -> read(file)).hasMessageContaining("a.gz is a damaged gzip file: member 2: ");
    }

    private static String read(byte[] file) {
        return DataFile.read(
                "a.gz",
                new ByteArrayInputStream(file),
                "a text",
                in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static byte[] member(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] join(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.write(part);
        }
        return bytes.toByteArray();
    }
}
