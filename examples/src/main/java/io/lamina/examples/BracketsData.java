package io.lamina.examples;

import io.lamina.training.Dataset;
import java.util.Arrays;
import java.util.Random;

/** Random texts of brackets, half of which balance, and the answer. */
final class BracketsData {
    private static final int WHOLE = 0;
    private static final int OPEN = 1;
    private static final int CLOSE = 2;
    private static final int PAIRS = 10;

    private BracketsData() {}

    /** Texts of 2 to 20 brackets. Those that do not balance are balanced ones of which two brackets were exchanged or one was turned. */
    static String[] texts(int count, long seed) {
        Random random = new Random(seed);
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            StringBuilder text = balanced(1 + random.nextInt(PAIRS), random);
            while (i % 2 == 1 && balances(text)) {
                spoil(text, random);
            }
            texts[i] = text.toString();
        }
        return texts;
    }

    /** Each next bracket opens as likely as not, as far as it may. */
    private static StringBuilder balanced(int pairs, Random random) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (text.length() < 2 * pairs) {
            boolean mayOpen = depth < 2 * pairs - text.length();
            boolean opens = depth == 0 || (mayOpen && random.nextBoolean());
            text.append(opens ? '(' : ')');
            depth += opens ? 1 : -1;
        }
        return text;
    }

    private static void spoil(StringBuilder text, Random random) {
        int one = random.nextInt(text.length());
        int other = random.nextInt(text.length());
        char moved = text.charAt(one);
        if (random.nextBoolean()) {
            text.setCharAt(one, text.charAt(other));
            text.setCharAt(other, moved);
        } else {
            text.setCharAt(one, moved == '(' ? ')' : '(');
        }
    }

    /** The right answer. */
    static boolean balances(CharSequence text) {
        int depth = 0;
        for (int i = 0; i < text.length() && depth >= 0; i++) {
            depth += text.charAt(i) == '(' ? 1 : -1;
        }
        return depth == 0;
    }

    private static int[] tokens(String text) {
        int[] tokens = new int[text.length() + 1];
        tokens[0] = WHOLE;
        for (int i = 0; i < text.length(); i++) {
            tokens[i + 1] = text.charAt(i) == '(' ? OPEN : CLOSE;
        }
        return tokens;
    }

    /** Columns "text", "present" and "balanced"; shorter texts of a batch are filled up. */
    static Dataset dataset(String... texts) {
        int[][] tokens = Arrays.stream(texts).map(BracketsData::tokens).toArray(int[][]::new);
        int[][] present = new int[texts.length][];
        int[] balanced = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            present[i] = new int[tokens[i].length];
            Arrays.fill(present[i], 1);
            balanced[i] = balances(texts[i]) ? 1 : 0;
        }
        return Dataset.builder()
                .sequences("text", tokens, WHOLE)
                .sequences("present", present, 0)
                .ints("balanced", balanced)
                .build();
    }
}
