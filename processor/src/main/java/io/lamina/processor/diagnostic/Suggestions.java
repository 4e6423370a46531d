package io.lamina.processor.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a user most likely meant. */
public final class Suggestions {
    private Suggestions() {}

    /** A sentence to append, such as {@code  Did you mean 'conv1'?}, or nothing where no name is near. */
    public static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known).map(near -> " Did you mean '" + near + "'?").orElse("");
    }

    /** The known name with the fewest typing errors, where they are few for its length. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> !candidate.equals(name))
                .filter(candidate -> distance(fold(name), fold(candidate)) <= allowed(name, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(fold(name), fold(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String name, String candidate) {
        return (Math.max(name.length(), candidate.length()) + 2) / 3;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /**
     * The least number of insertions, deletions, replacements and swaps of neighbours that turn one text into the other,
     * no place being changed twice.
     */
    static int distance(String from, String to) {
        int[][] d = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : least(d, from, to, i, j);
            }
        }
        return d[from.length()][to.length()];
    }

    private static int least(int[][] d, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
