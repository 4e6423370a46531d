package io.lamina.processor.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A block's arguments by name, with the numbers that one use gives them. */
public final class Arguments {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    /** The least common multiple of all divisors that can be told. */
    private static final int EVEN = 720720;

    private final Map<Integer, String> names;
    private final Map<Integer, Double> given;

    private Arguments(Map<Integer, String> names, Map<Integer, Double> given) {
        this.names = Map.copyOf(names);
        this.given = Map.copyOf(given);
    }

    /** A computation that cannot be done with the numbers that are given. */
    public static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1;

        private final String remedy;

        InvalidException(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        /** What to do. */
        public String remedy() {
            return remedy;
        }
    }

    /** The names of the arguments among a block's constants, in alphabetical order of their values. */
    public static List<String> names(Map<String, Integer> constants) {
        return List.copyOf(byLetter(constants).values());
    }

    /** Two constants that stand for one argument, where there are such. */
    public static Optional<List<String>> clash(Map<String, Integer> constants) {
        Map<Integer, String> seen = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> constant : new TreeMap<>(constants).entrySet()) {
            String first = seen.putIfAbsent(constant.getValue(), constant.getKey());
            if (first != null && FoldedArgument.VALUES.contains(constant.getValue())) {
                return Optional.of(List.of(first, constant.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Map<Integer, String> byLetter(Map<String, Integer> constants) {
        Map<Integer, String> names = new TreeMap<>();
        constants.forEach((name, value) -> {
            if (FoldedArgument.VALUES.contains(value)) {
                names.put(FoldedArgument.VALUES.indexOf(value), name);
            }
        });
        return names;
    }

    /**
     * The arguments of one use.
     *
     * @param constants the block's
     * @param values numbers for all of its arguments, by name
     */
    public static Arguments of(Map<String, Integer> constants, Map<String, Double> values) {
        Map<Integer, String> names = byLetter(constants);
        Map<Integer, Double> given = new TreeMap<>();
        names.forEach((letter, name) -> given.put(letter, values.get(name)));
        return new Arguments(names, given);
    }

    /** All arguments with a number that every division divides evenly, to try out the computations of a block. */
    public static Arguments tried(Map<String, Integer> constants) {
        Map<Integer, String> names = byLetter(constants);
        Map<Integer, Double> given = new TreeMap<>();
        names.keySet().forEach(letter -> given.put(letter, (double) EVEN));
        return new Arguments(names, given);
    }

    /** Whether an annotation holds a number, or a text a number or constant, that depends on an argument. */
    public static boolean areIn(Attributes attributes, Map<String, Integer> constants) {
        return attributes.numbers().stream().anyMatch(Arguments::isFolded)
                || attributes.strings().stream().anyMatch(text -> areIn(text, constants));
    }

    /** Whether a text names a constant, or holds a number, that depends on an argument. */
    public static boolean areIn(String text, Map<String, Integer> constants) {
        return FoldedArgument.isInText(text)
                || IDENTIFIER
                        .matcher(text)
                        .results()
                        .map(match -> constants.get(match.group()))
                        .anyMatch(value -> value != null && isFolded(value));
    }

    private static boolean isFolded(double number) {
        return number == Math.rint(number) && FoldedArgument.in((long) number).isPresent();
    }

    /** An annotation with numbers in place of computations with arguments. */
    public Attributes in(Attributes attributes) throws InvalidException {
        return names.isEmpty() ? attributes : attributes.replaced(this::replace);
    }

    /** Constants with numbers in place of computations with arguments. */
    public Map<String, Integer> in(Map<String, Integer> constants) throws InvalidException {
        if (names.isEmpty()) {
            return constants;
        }
        Map<String, Integer> replaced = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> constant : constants.entrySet()) {
            Optional<FoldedArgument> folded = FoldedArgument.in(constant.getValue());
            boolean decimal = folded.isPresent()
                    && given.getOrDefault(folded.get().letter(), 0.0)
                            != Math.rint(given.getOrDefault(folded.get().letter(), 0.0));
            if (!decimal) {
                replaced.put(constant.getKey(), (Integer) replace(constant.getValue()));
            }
        }
        return replaced;
    }

    private Object replace(Object value) throws InvalidException {
        if (value instanceof Integer number) {
            double result = compute(number);
            if (result != (int) result) {
                FoldedArgument folded = FoldedArgument.in(number).orElseThrow();
                throw new InvalidException(
                        folded.shown(names.get(folded.letter())) + " is " + result + ", but a size is a whole number",
                        "Give " + names.get(folded.letter()) + " a whole number.");
            }
            return (int) result;
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) ? (Object) compute(number) : number;
        }
        if (value instanceof String text) {
            StringBuilder replaced = new StringBuilder();
            int next = 0;
            for (var match : FoldedArgument.NUMBER.matcher(text).results().toList()) {
                replaced.append(text, next, match.start()).append(shown(compute(Double.parseDouble(match.group()))));
                next = match.end();
            }
            return replaced.append(text.substring(next)).toString();
        }
        return value;
    }

    private static String shown(double number) {
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    private double compute(double number) throws InvalidException {
        Optional<FoldedArgument> found = FoldedArgument.in((long) number);
        if (found.isEmpty()) {
            if (FoldedArgument.isSuspect((long) number)) {
                throw new InvalidException(
                        "has the number " + shown(number) + ", which may be a computation with arguments, but none that"
                                + " can be told",
                        "Multiply, divide and add to one argument alone; make any other result an argument of its own.");
            }
            return number;
        }
        FoldedArgument folded = found.get();
        String name = names.get(folded.letter());
        if (name == null) {
            throw new InvalidException(
                    "uses Argument." + (char) ('A' + folded.letter()) + ", which has no name",
                    "Declare a constant for it in the block, such as int WIDTH = Argument."
                            + (char) ('A' + folded.letter()) + ".");
        }
        double value = given.get(folded.letter());
        double product = value * folded.factor();
        if (folded.divisor() > 1 && product % folded.divisor() != 0) {
            throw new InvalidException(
                    folded.shown(name) + " does not come out even for " + name + "=" + shown(value),
                    "Choose a number that " + folded.divisor()
                            + " divides, or make the result an argument of its own.");
        }
        return product / folded.divisor() + folded.offset();
    }
}
