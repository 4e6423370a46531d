package io.lamina.processor.shape;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.shape.MalformedShapeException.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a shape text: sizes separated by blanks, none for a scalar.
 *
 * <pre>
 * size   = [ bound "&lt;=" ] expression [ "%" number ] [ "&lt;=" bound ]
 * expression = term { ( "+" | "-" ) term }
 * term   = factor { "*" factor | "/" number }          division rounds down
 * factor = number | identifier | "(" [ "-" ] expression ")"
 * </pre>
 *
 * <p>An identifier that is a constant of the interface is its value, any other is a symbol. Bounds and divisors belong
 * to a symbol that stands alone. A bound is a number or a constant.
 */
final class ShapeParser {
    private static final String GRAMMAR = "A size is a number, a constant of the interface, a symbol such as T, "
            + "8<=T<=256 or H%8, or a computed one such as 2*T or (T+1)/2.";

    private final Map<String, Integer> constants;
    private final Function<String, Dim> symbols;
    private final Consumer<Constraint> constraints;

    private String text = "";
    private int position;
    private int wordStart;
    private int wordEnd;

    /**
     * @param symbols what stands for a symbol
     * @param constraints told what the text says about symbols
     */
    ShapeParser(Map<String, Integer> constants, Function<String, Dim> symbols, Consumer<Constraint> constraints) {
        this.constants = constants;
        this.symbols = symbols;
        this.constraints = constraints;
    }

    Shape parse(String shapeText) throws MalformedShapeException {
        ForeignSpelling.check(shapeText);
        text = shapeText;
        position = 0;
        List<Dim> sizes = new ArrayList<>();
        while (nextWord()) {
            sizes.add(size());
        }
        checkElements(sizes);
        return new Shape(sizes);
    }

    private boolean nextWord() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        wordStart = position;
        wordEnd = position;
        while (wordEnd < text.length() && !Character.isWhitespace(text.charAt(wordEnd))) {
            wordEnd++;
        }
        return wordStart < wordEnd;
    }

    private Dim size() throws MalformedShapeException {
        try {
            Dim size = constrained();
            if (position < wordEnd) {
                throw unexpected();
            }
            Optional<Long> number = size.constant();
            if (number.isPresent() && number.get() < 1) {
                throw wrongWord("has the size " + number.get(), "Every size is at least 1.");
            }
            if (number.isPresent() && number.get() > Integer.MAX_VALUE) {
                throw tooLarge();
            }
            return size;
        } catch (ArithmeticException overflow) {
            MalformedShapeException tooLarge = tooLarge();
            tooLarge.addSuppressed(overflow);
            throw tooLarge;
        }
    }

    private Dim constrained() throws MalformedShapeException {
        long lower = 0;
        int start = position;
        Dim size = expression();
        if (size.isConstant() && take("<=")) {
            lower = size.asInt();
            start = position;
            size = expression();
        }
        String name = text.substring(start, position);
        long divisor = take("%") ? positive(number(), "divisor") : 0;
        long upper = take("<=") ? positive(factor().constant().orElse(0L), "bound") : 0;
        if (lower == 0 && divisor == 0 && upper == 0) {
            return size;
        }
        if (size.isConstant()) {
            throw wrongWord("bounds the number " + name, "Only symbols have bounds and divisors.");
        }
        if (!isIdentifier(name)) {
            throw wrongWord(
                    "bounds the computed size " + name,
                    "Only a symbol that stands alone has bounds and divisors; bound it where an input introduces it.");
        }
        constraints.accept(new Constraint(name, lower, divisor, upper));
        checkRange(Math.max(1, lower), Math.max(1, divisor), upper);
        return size;
    }

    private void checkRange(long lower, long divisor, long upper) throws MalformedShapeException {
        if (upper == 0) {
            return;
        }
        if (lower > upper) {
            throw wrongWord("bounds a size to nothing: " + lower + " is more than " + upper, "Swap the two bounds.");
        }
        if (upper / divisor * divisor < lower) {
            throw wrongWord(
                    "bounds a size to nothing: no multiple of " + divisor + " lies in " + lower + " to " + upper,
                    "Let the bounds hold a multiple of " + divisor + ".");
        }
    }

    private Dim expression() throws MalformedShapeException {
        return sum(term());
    }

    private Dim sum(Dim first) throws MalformedShapeException {
        Dim sum = first;
        while (true) {
            if (take("+")) {
                sum = sum.plus(term());
            } else if (take("-")) {
                sum = sum.minus(term());
            } else {
                return sum;
            }
        }
    }

    private Dim term() throws MalformedShapeException {
        Dim product = factor();
        while (true) {
            if (take("*")) {
                product = product.times(factor());
            } else if (take("/")) {
                product = product.floorDiv(positive(number(), "divisor"));
            } else {
                return product;
            }
        }
    }

    private Dim factor() throws MalformedShapeException {
        if (take("(")) {
            Dim inner = take("-") ? sum(term().times(-1)) : expression();
            if (!take(")")) {
                throw unexpected();
            }
            return inner;
        }
        if (position < wordEnd && Character.isDigit(text.charAt(position))) {
            return Dim.of(number());
        }
        if (position < wordEnd && text.charAt(position) == '-') {
            throw wrongWord("has a negative size", "Every size is at least 1; the batch is implied and not written.");
        }
        return identifier();
    }

    private Dim identifier() throws MalformedShapeException {
        int start = position;
        while (position < wordEnd && Character.isJavaIdentifierPart(text.charAt(position))) {
            position++;
        }
        String name = text.substring(start, position);
        if (!isIdentifier(name)) {
            throw unexpected();
        }
        if (constants.containsKey(name)) {
            return Dim.of(constants.get(name));
        }
        if (name.equals("B")) {
            throw new MalformedShapeException(
                    Code.ReservedSymbol,
                    new Span(start, position),
                    "names the batch size B",
                    "Leave it out: the batch is implied. For another size choose another name.");
        }
        return symbols.apply(name);
    }

    /** A number, or a constant of the interface. */
    private long number() throws MalformedShapeException {
        int start = position;
        while (position < wordEnd && Character.isJavaIdentifierPart(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        if (constants.containsKey(word)) {
            return constants.get(word);
        }
        if (!word.matches("[0-9]+")) {
            position = start + (int) word.chars().takeWhile(Character::isDigit).count();
            throw unexpected();
        }
        if (word.length() > 10) {
            throw tooLarge();
        }
        return Long.parseLong(word);
    }

    private long positive(long value, String role) throws MalformedShapeException {
        if (value < 1) {
            throw wrongWord("has a " + role + " that is no positive number", GRAMMAR);
        }
        return value;
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    private boolean take(String token) {
        boolean found = text.startsWith(token, position) && position + token.length() <= wordEnd;
        if (found) {
            position += token.length();
        }
        return found;
    }

    private MalformedShapeException unexpected() {
        if (position >= wordEnd) {
            return new MalformedShapeException(
                    Code.MalformedShape,
                    new Span(wordStart, wordEnd),
                    "is incomplete after '" + text.substring(wordStart, wordEnd) + "'",
                    GRAMMAR);
        }
        String found = text.substring(position, position + Character.charCount(text.codePointAt(position)));
        return new MalformedShapeException(
                Code.MalformedShape,
                new Span(position, position + 1),
                "has an unexpected '" + found + "'",
                "<>".contains(found) ? "Bounds are written 8<=T<=256." : GRAMMAR);
    }

    private MalformedShapeException wrongWord(String problem, String remedy) {
        return new MalformedShapeException(Code.MalformedShape, new Span(wordStart, wordEnd), problem, remedy);
    }

    private MalformedShapeException tooLarge() {
        return wrongWord("has a size that no Java array can hold", "A size is at most " + Integer.MAX_VALUE + ".");
    }

    private void checkElements(List<Dim> sizes) throws MalformedShapeException {
        long elements = 1;
        for (Dim size : sizes) {
            elements *= size.constant().orElse(1L);
            if (elements > Integer.MAX_VALUE) {
                throw new MalformedShapeException(
                        Code.MalformedShape,
                        new Span(0, text.length()),
                        "has more elements than a Java array can hold",
                        "One sample has at most " + Integer.MAX_VALUE + " elements.");
            }
        }
    }
}
