package io.lamina.processor.model;

import io.lamina.processor.declaration.Arguments;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.shape.MalformedShapeException;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code @Apply} says besides the block itself. */
final class ApplyOptions {
    private final NodeDeclaration node;
    private final BlockDeclaration block;
    private final Symbols constants;
    private final Report report;
    private boolean correct = true;

    /**
     * The options of a node.
     *
     * @param constants those that the values of arguments may name
     */
    ApplyOptions(NodeDeclaration node, BlockDeclaration block, Map<String, Integer> constants, Report report) {
        this.node = node;
        this.block = block;
        this.constants = Symbols.of(constants);
        this.report = report;
    }

    /** Whether everything is as it must be; what is wrong is reported. */
    boolean check() {
        Attributes apply = node.layer();
        if (apply.integer("times") < 1) {
            problem(
                    Code.InvalidAttribute,
                    "times",
                    "times is " + apply.integer("times") + ", but must be at least 1",
                    "Say how many blocks follow one another.");
        } else if (apply.flag("shared") && apply.integer("times") < 2) {
            problem(
                    Code.InvalidAttribute,
                    "shared",
                    "shares its weights with nobody, as the block is applied once",
                    "Say how many share them with times, or remove shared.");
        }
        values();
        return correct;
    }

    /** The numbers for the block's arguments, by name; all of them where {@link #check} has found nothing. */
    Map<String, Double> values() {
        List<String> names = Arguments.names(block.constants());
        Map<String, Double> values = new LinkedHashMap<>();
        for (String text : node.layer().texts("with")) {
            read(text, names, values);
        }
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(values.keySet());
        if (!missing.isEmpty() && correct) {
            problem(
                    Code.MissingArgument,
                    node.layer().isGiven("with") ? "with" : "value",
                    block.name() + " has the argument " + missing.get(0) + ", which is not given",
                    "Write with = \"" + missing.get(0) + "=…\"; " + block.name() + "'s arguments are "
                            + String.join(", ", names) + ".");
        }
        return values;
    }

    private void read(String text, List<String> names, Map<String, Double> values) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals).strip();
        if (name.isEmpty()) {
            problem(
                    Code.InvalidArgument,
                    "with",
                    "\"" + text + "\" gives no argument a value",
                    "Write the argument's name and a number: \"" + (names.isEmpty() ? "WIDTH" : names.get(0))
                            + "=64\".");
        } else if (!names.contains(name)) {
            String suggestion = Suggestions.didYouMean(name, names).strip();
            problem(
                    Code.UnknownArgument,
                    "with",
                    block.name() + " has no argument '" + name + "'" + listed(names),
                    (suggestion.isEmpty() ? "" : suggestion + " ")
                            + "An argument is a constant of the block with one of the values of Argument: int WIDTH = Argument.A.");
        } else if (values.containsKey(name)) {
            problem(Code.InvalidArgument, "with", "gives " + name + " twice", "Keep one of the two.");
        } else {
            values.put(name, number(text, text.substring(equals + 1).strip()));
        }
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "; it has none" : "; it has " + String.join(", ", names);
    }

    private double number(String argument, String value) {
        if (value.matches("-?[0-9]{1,10}(\\.[0-9]+)?")) {
            return Double.parseDouble(value);
        }
        try {
            Shape shape = constants.check(value.replace(" ", ""));
            Optional<Long> number = shape.rank() == 1 ? shape.dim(-1).constant() : Optional.empty();
            if (number.isPresent()) {
                return number.get();
            }
            problem(
                    Code.InvalidArgument,
                    "with",
                    "\"" + argument + "\": '" + value + "' is no number",
                    "A value is a number or a computation with this interface's int constants, such as 4*WIDTH.");
        } catch (MalformedShapeException e) {
            problem(
                    Code.InvalidArgument,
                    "with",
                    "\"" + argument + "\": '" + value + "' " + e.getMessage(),
                    "A value is a number or a computation with this interface's int constants, such as 4*WIDTH.");
        }
        return 1;
    }

    private void problem(Code code, String attribute, String text, String remedy) {
        correct = false;
        report.add(code, node.layer().origin().attribute(attribute), node.name() + ": " + text + ".", remedy);
    }
}
