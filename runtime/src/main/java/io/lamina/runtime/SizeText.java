package io.lamina.runtime;

import java.util.List;

/** A size as it is shown, {@code T}, {@code 16}, {@code 2*T + 1}, {@code (T + 1)/2}, with numbers for its symbols. */
final class SizeText {
    private final String text;
    private final List<SymbolInfo> symbols;
    private final int[] lengths;
    private int at;

    private SizeText(String text, List<SymbolInfo> symbols, int[] lengths) {
        this.text = text;
        this.symbols = symbols;
        this.lengths = lengths;
    }

    /**
     * The number.
     *
     * @param lengths of the symbols, in their order
     */
    static int evaluate(String text, List<SymbolInfo> symbols, int[] lengths) {
        SizeText reader = new SizeText(text.replace(" ", ""), symbols, lengths);
        int value = reader.sum();
        if (reader.at < reader.text.length()) {
            throw new IllegalArgumentException("the size " + text + " cannot be read");
        }
        return value;
    }

    private boolean take(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private int sum() {
        int value = take('-') ? -product() : product();
        while (true) {
            if (take('+')) {
                value += product();
            } else if (take('-')) {
                value -= product();
            } else {
                return value;
            }
        }
    }

    private int product() {
        int value = factor();
        while (true) {
            if (take('*')) {
                value *= factor();
            } else if (take('/')) {
                value = Math.floorDiv(value, factor());
            } else {
                return value;
            }
        }
    }

    private int factor() {
        if (take('(')) {
            int value = sum();
            take(')');
            return value;
        }
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        for (int i = 0; i < lengths.length; i++) {
            if (symbols.get(i).name().equals(word)) {
                return lengths[i];
            }
        }
        return Integer.parseInt(word);
    }
}
