package io.plumbline.engine.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One reading of a text: its characters are counted, its vocabulary is learned where none is given, and its training part and the part
 * to evaluate on become tokens. Read as a stream each time, so that the heap holds neither text nor tokens.
 */
final class TextLoading {

    /** Counted, learned from, turned into tokens. */
    private static final int PASSES = 3;

    private final DataSettings settings;
    private final Optional<TextEncoding> like;
    private final TextFile file;
    private long seen;

    /**
     * Prepares it.
     *
     * @param like how another text was read, where this one is to be read alike
     */
    TextLoading(DataSettings settings, Optional<Encoding> like, LoadListener progress) {
        this.settings = settings;
        this.like = like.map(encoding -> encoding.text()
                .orElseThrow(() -> new DataException(settings.source()
                        + " is a text, but the network was not trained on one: expected examples with "
                        + encoding.classes().size() + " classes")));
        boolean learns = this.like.isEmpty() && settings.text().tokenizer() == Tokenizer.Kind.PIECES;
        this.file = new TextFile(settings.source().path(), progress, learns ? PASSES : PASSES - 1);
    }

    /** Returns both parts; the digest is that of the training part's text in UTF-8, all of it. */
    DataSet dataSet() {
        BitSet alphabet = new BitSet();
        file.read(character -> {
            seen++;
            alphabet.set(character);
        });
        TextParts parts = TextParts.of(file, seen, settings);
        TextEncoding text = like.orElseGet(
                () -> new TextEncoding(learned(alphabet, parts), settings.text().objective()));
        MessageDigest digest = Table.digest();
        try (TokenFile training = new TokenFile(file.toString(), text.vocabulary());
                TokenFile held = new TokenFile(file.toString(), text.vocabulary())) {
            encode(text.tokenizer(), parts, digest, training, held);
            return new DataSet(
                    settings.source().kind().spelling(),
                    HexFormat.of().formatHex(digest.digest()),
                    examples("training", training, text, settings.trainSize()),
                    examples(settings.evaluate().spelling(), held, text, limit()),
                    Scaling.identity(settings.text().tokens()),
                    Encoding.of(text));
        }
    }

    /** What is held out for validation is all evaluated on, as of other sets. */
    private int limit() {
        return settings.evaluate() == Part.TEST ? settings.testSize() : 0;
    }

    /**
     * Characters are those of the whole text: one that came in the test part alone would have no number. Pieces are those of the training
     * part.
     */
    private Tokenizer learned(BitSet alphabet, TextParts parts) {
        if (settings.text().tokenizer() == Tokenizer.Kind.CHARACTERS) {
            return characters(alphabet);
        }
        PieceLearner learner = new PieceLearner();
        seen = 0;
        file.read(character -> {
            if (parts.isTraining(seen++)) {
                learner.accept(character);
            }
        });
        return learner.learned(settings.text().vocabulary());
    }

    private Characters characters(BitSet alphabet) {
        int different = alphabet.cardinality();
        if (different < 2 || different > TextSettings.MOST_VOCABULARY) {
            throw new DataException(file + " has " + different + " different characters: expected from 2 to "
                    + TextSettings.MOST_VOCABULARY);
        }
        StringBuilder ascending = new StringBuilder();
        alphabet.stream().forEach(ascending::appendCodePoint);
        return new Characters(ascending.toString());
    }

    private void encode(
            Tokenizer tokenizer, TextParts parts, MessageDigest digest, TokenFile training, TokenFile held) {
        Tokenizer.Encoder ofTraining = tokenizer.encoder(file.toString(), training::add);
        Tokenizer.Encoder ofHeld = tokenizer.encoder(file.toString(), held::add);
        Utf8Digest sum = new Utf8Digest(digest);
        seen = 0;
        file.read(character -> {
            long place = seen++;
            if (parts.isTraining(place)) {
                sum.accept(character);
                ofTraining.accept(character);
            } else if (parts.isOf(settings.evaluate(), place)) {
                ofHeld.accept(character);
            }
        });
        ofTraining.end();
        ofHeld.end();
        sum.end();
        if (seen != parts.training() + parts.validation() + parts.test()) {
            throw new DataException(file + " was changed while it was read: expected it to stay as it is");
        }
    }

    private Examples examples(String part, TokenFile tokens, TextEncoding text, int limit) {
        Tokens all = tokens.tokens();
        int length = settings.text().tokens();
        TextExamples examples = new TextExamples(all, length, limit, text);
        if (examples.size() == 0) {
            String more = text.objective() == Objective.NEXT ? " and the one that follows" : "";
            throw new DataException("the " + part + " part of " + file + " has " + all.count()
                    + " tokens, which make no window: expected at least " + length + more + " (data.tokens)");
        }
        return examples;
    }

    /** Feeds a digest with characters, many at once. */
    private static final class Utf8Digest {

        private static final int CHUNK = 1 << 13;

        private final MessageDigest digest;
        private final StringBuilder waiting = new StringBuilder();

        Utf8Digest(MessageDigest digest) {
            this.digest = digest;
        }

        void accept(int character) {
            waiting.appendCodePoint(character);
            if (waiting.length() >= CHUNK) {
                end();
            }
        }

        void end() {
            digest.update(waiting.toString().getBytes(StandardCharsets.UTF_8));
            waiting.setLength(0);
        }
    }
}
