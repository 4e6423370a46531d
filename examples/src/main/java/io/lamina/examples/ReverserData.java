package io.lamina.examples;

import io.lamina.training.Dataset;
import java.util.Arrays;
import java.util.Random;

/** Random words of ten letters, and the same backwards. */
final class ReverserData {
    static final int END = 10;
    static final int START = 11;
    private static final int LONGEST = 8;

    private ReverserData() {}

    /** Words of two to eight letters. */
    static int[][] words(int count, long seed) {
        Random random = new Random(seed);
        int[][] words = new int[count][];
        for (int i = 0; i < count; i++) {
            words[i] = random.ints(2 + random.nextInt(LONGEST - 1), 0, END).toArray();
        }
        return words;
    }

    /** What a right answer is. */
    static int[] reversed(int[] word) {
        int[] back = new int[word.length];
        Arrays.setAll(back, i -> word[word.length - 1 - i]);
        return back;
    }

    /** What the encoder reads. */
    static int[] ended(int[] word) {
        int[] ended = Arrays.copyOf(word, word.length + 1);
        ended[word.length] = END;
        return ended;
    }

    private static int[] started(int[] word) {
        int[] started = new int[word.length + 1];
        started[0] = START;
        System.arraycopy(word, 0, started, 1, word.length);
        return started;
    }

    /** Rows of different lengths; only words of one length share a batch. */
    static Dataset dataset(int[][] words) {
        return Dataset.builder()
                .sequences("word", each(words, ReverserData::ended))
                .sequences("written", each(words, word -> started(reversed(word))))
                .sequences("next", each(words, word -> ended(reversed(word))))
                .build();
    }

    private interface Change {
        int[] of(int[] word);
    }

    private static int[][] each(int[][] words, Change change) {
        return Arrays.stream(words).map(change::of).toArray(int[][]::new);
    }

    /** Writes until the end, each time the letter with the highest score. */
    static int[] write(ReverserInference model, int[] word) {
        int[] source = ended(word);
        int[] written = {START};
        while (written.length <= LONGEST) {
            float[] scores = model.predict(written.length, source.length, source, written);
            int best = 0;
            int last = (written.length - 1) * Reverser.LETTERS;
            for (int letter = 1; letter < Reverser.LETTERS; letter++) {
                best = scores[last + letter] > scores[last + best] ? letter : best;
            }
            if (best == END) {
                break;
            }
            written = Arrays.copyOf(written, written.length + 1);
            written[written.length - 1] = best;
        }
        return Arrays.copyOfRange(written, 1, written.length);
    }
}
