package io.lamina.examples;

import io.lamina.runtime.CounterRandom;
import io.lamina.training.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A text whose characters are its tokens, numbered in the order of their codes. */
final class CharText {
    private static final String FILE = "shakespeare.txt.gz";

    private final String alphabet;
    private final int[] tokens;

    private CharText(String text) {
        StringBuilder found = new StringBuilder();
        text.chars().distinct().sorted().forEach(c -> found.append((char) c));
        alphabet = found.toString();
        tokens = text.chars().map(alphabet::indexOf).toArray();
    }

    /** Some of Shakespeare's plays, which come with the examples. */
    static CharText shakespeare() throws IOException {
        try (InputStream in = CharText.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException(FILE + " is missing from the examples' resources");
            }
            return new CharText(new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    /** How many different characters there are. */
    int vocabulary() {
        return alphabet.length();
    }

    /** How many characters the text has. */
    int length() {
        return tokens.length;
    }

    /** The tokens from one character to another. */
    int[] tokens(int from, int to) {
        return Arrays.copyOfRange(tokens, from, to);
    }

    /**
     * The tokens of a text.
     *
     * @throws IllegalArgumentException if a character is none of the alphabet
     */
    int[] encode(String text) {
        return text.chars()
                .map(c -> {
                    int token = alphabet.indexOf(c);
                    if (token < 0) {
                        throw new IllegalArgumentException(
                                "'" + (char) c + "' is none of the text's characters " + alphabet.replace("\n", "\\n"));
                    }
                    return token;
                })
                .toArray();
    }

    char decode(int token) {
        return alphabet.charAt(token);
    }

    /**
     * Pieces of the text between two of its characters: columns {@code text} and {@code next}, which is the same one character on.
     *
     * @param count how many, at places that follow from the seed alone
     */
    Dataset windows(int from, int to, int length, int count, long seed) {
        int[] text = new int[count * length];
        int[] next = new int[count * length];
        long key = CounterRandom.key(seed, "windows");
        for (int i = 0; i < count; i++) {
            int start = from + CounterRandom.bounded(key, i, to - from - length);
            System.arraycopy(tokens, start, text, i * length, length);
            System.arraycopy(tokens, start + 1, next, i * length, length);
        }
        return Dataset.builder()
                .ints("text", length, text)
                .ints("next", length, next)
                .build();
    }
}
