package io.plumbline.service;

import io.plumbline.core.files.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A configuration file as flat keys, in UTF-8: {@link YamlText} ({@code .yaml}, {@code .yml}) or {@link PropertiesText}. */
final class ConfigurationFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ConfigurationFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException with one sentence for people, if it does not exist or cannot be understood
     */
    static Map<String, String> read(Path file) {
        String name = file.toString();
        boolean properties = name.endsWith(".properties");
        if (!properties && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
            throw refused(name, "must end in .yaml, .yml or .properties");
        }
        String text = text(file);
        if (properties && text.indexOf(BYTE_ORDER_MARK) == 0) {
            throw refused(
                    name, "begins with a byte order mark, which is no part of a .properties file: save it without");
        }
        return properties ? PropertiesText.read(name, text) : YamlText.read(name, text);
    }

    private static String text(Path file) {
        String name = file.toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
                throw refused(name, "is in UTF-16: save it in UTF-8");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf(0) >= 0) {
                throw refused(name, "has NUL in it, as files in UTF-16 have: save it in UTF-8");
            }
            return text;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("configuration file " + name + " does not exist", missing);
        } catch (CharacterCodingException foreign) {
            throw new IllegalArgumentException(
                    "configuration file " + name + " is not in UTF-8, perhaps in Latin-1: save it in UTF-8", foreign);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "configuration file " + name + " cannot be read: " + FileTrouble.why(file, unreadable), unreadable);
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    static IllegalArgumentException refused(String name, String what) {
        return new IllegalArgumentException("configuration file " + name + " " + what);
    }
}
