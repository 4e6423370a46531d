package io.lamina.processor.declaration;

import io.lamina.Argument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the Java compiler has folded a computation with one argument into: {@code argument * factor / divisor + offset}.
 *
 * @param letter the index of the argument's value, 0 for {@link Argument#A}
 */
public record FoldedArgument(int letter, int factor, int divisor, int offset) {
    /** The values of {@link Argument}, in alphabetical order. */
    static final List<Integer> VALUES =
            List.of(Argument.A, Argument.B, Argument.C, Argument.D, Argument.E, Argument.F, Argument.G, Argument.H);

    static final int MOST_FACTOR = 64;
    static final int MOST_DIVISOR = 16;
    static final int MOST_OFFSET = 1000;

    /** Numbers from here on are no sizes in a block with arguments: the least difference of two arguments is larger. */
    private static final int LARGE = 1_000_000;

    /** All computations without an offset, by their value; a product that overflows wraps around as Java's does. */
    private static final TreeMap<Integer, FoldedArgument> KNOWN = known();

    private static TreeMap<Integer, FoldedArgument> known() {
        TreeMap<Integer, FoldedArgument> known = new TreeMap<>();
        for (int letter = 0; letter < VALUES.size(); letter++) {
            for (int factor = 1; factor <= MOST_FACTOR; factor++) {
                for (int divisor = 1; divisor <= MOST_DIVISOR; divisor++) {
                    boolean reduced = gcd(factor, divisor) == 1;
                    if (divisor == 1 || (reduced && factor <= MOST_DIVISOR)) {
                        int value = factor * VALUES.get(letter) / divisor;
                        known.put(value, new FoldedArgument(letter, factor, divisor, 0));
                        known.put(-value, new FoldedArgument(letter, -factor, divisor, 0));
                    }
                }
            }
        }
        return known;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** How many computations can be told from each other. */
    static int count() {
        return KNOWN.size();
    }

    /** The distance of the two closest values of computations, offsets aside. */
    static long leastDistance() {
        long least = Long.MAX_VALUE;
        for (int value : KNOWN.keySet()) {
            Integer next = KNOWN.higherKey(value);
            least = next == null ? least : Math.min(least, (long) next - value);
        }
        return least;
    }

    /** The computation that a number stands for, where it stands for one. */
    public static Optional<FoldedArgument> in(long number) {
        if (number != (int) number) {
            return Optional.empty();
        }
        int value = (int) number;
        for (Map.Entry<Integer, FoldedArgument> near : KNOWN.subMap(
                        saturated(number - MOST_OFFSET), true, saturated(number + MOST_OFFSET), true)
                .entrySet()) {
            FoldedArgument known = near.getValue();
            return Optional.of(new FoldedArgument(known.letter, known.factor, known.divisor, value - near.getKey()));
        }
        return Optional.empty();
    }

    /** Numbers in texts that may be computations: {@code "WIDTH=" + 4 * WIDTH}. */
    static final Pattern NUMBER = Pattern.compile("-?\\b[0-9]{7,10}\\b");

    /** Whether a text holds a number that stands for a computation. */
    public static boolean isInText(String text) {
        return NUMBER.matcher(text)
                .results()
                .anyMatch(match -> in(Long.parseLong(match.group())).isPresent());
    }

    private static int saturated(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    /** Whether a number may have come from a computation with arguments. */
    public static boolean isSuspect(long number) {
        return Math.abs(number) >= LARGE;
    }

    /** Whether it is the bare argument. */
    boolean isArgument() {
        return factor == 1 && divisor == 1 && offset == 0;
    }

    /** {@code 4 * WIDTH + 1}. */
    String shown(String name) {
        String product = (factor == 1 ? "" : factor == -1 ? "-" : factor + " * ") + name;
        String quotient = divisor == 1 ? product : product + " / " + divisor;
        return offset == 0 ? quotient : quotient + (offset < 0 ? " - " : " + ") + Math.abs(offset);
    }
}
