package io.plumbline.engine.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.core.files.Spelling;
import io.plumbline.engine.data.Pieces.Merge;
import java.util.List;
import java.util.Optional;

/** Encodings as JSON on one line: those of tables and those of texts have members of their own. */
final class EncodingJson {

    private static final String TOKENIZER = "tokenizer";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private EncodingJson() {}

    /** The members of a table's encoding. */
    record OfTable(List<Encoding.Column> columns, List<Float> means, List<String> classes) {

        /** Refuses what is missing while Jackson still says where. */
        OfTable {
            columns = List.copyOf(columns);
            means = List.copyOf(means);
            classes = List.copyOf(classes);
        }

        Encoding encoding() {
            return new Encoding(columns, means, classes);
        }
    }

    /** The members of a text's encoding. */
    record OfText(String tokenizer, String objective, String characters, List<Merge> merges) {

        /** Refuses what is missing while Jackson still says where. */
        OfText {
            merges = List.copyOf(merges);
        }

        static OfText of(TextEncoding text) {
            String kind = text.tokenizer().kind().spelling();
            String objective = text.objective().spelling();
            return text.tokenizer() instanceof Pieces pieces
                    ? new OfText(kind, objective, "", pieces.merges())
                    : new OfText(kind, objective, ((Characters) text.tokenizer()).characters(), List.of());
        }

        Encoding encoding() {
            Tokenizer.Kind kind = Spelling.constant(Tokenizer.Kind.class, "tokenizer", tokenizer);
            return Encoding.of(new TextEncoding(
                    kind == Tokenizer.Kind.PIECES ? new Pieces(merges) : new Characters(characters),
                    Spelling.constant(Objective.class, "objective", objective)));
        }
    }

    static String write(Encoding encoding) {
        Object members = encoding.text()
                .<Object>map(OfText::of)
                .orElseGet(() -> new OfTable(encoding.columns(), encoding.means(), encoding.classes()));
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("lists of texts and numbers can be written", impossible);
        }
    }

    static Encoding parse(String json) {
        try {
            return JSON.readTree(json).has(TOKENIZER)
                    ? JSON.readValue(json, OfText.class).encoding()
                    : Optional.ofNullable(JSON.readValue(json, OfTable.class))
                            .map(OfTable::encoding)
                            .orElseThrow(() -> new IllegalArgumentException("null"));
        } catch (JsonProcessingException malformed) {
            throw malformed(malformed.getOriginalMessage(), malformed);
        } catch (IllegalArgumentException impossible) {
            throw malformed(impossible.getMessage(), impossible);
        }
    }

    private static IllegalArgumentException malformed(String why, Exception cause) {
        return new IllegalArgumentException("its encoding of the data is malformed: " + why, cause);
    }
}
