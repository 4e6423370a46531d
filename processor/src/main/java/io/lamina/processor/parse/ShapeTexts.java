package io.lamina.processor.parse;

import io.lamina.Input;
import io.lamina.Reshape;
import io.lamina.processor.declaration.Arguments;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.shape.SymbolCollector;
import io.lamina.processor.shape.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks all shape texts of a model: inputs introduce symbols, reshapes and assertions use them. */
final class ShapeTexts {
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private final ModelConstants constants;
    private final Report report;
    private final SymbolCollector collector;
    private final Set<String> failed = new LinkedHashSet<>();

    /**
     * @param complete whether all of the model's methods are among the nodes
     */
    ShapeTexts(List<NodeDeclaration> nodes, ModelConstants constants, boolean complete, Report report) {
        this.constants = constants;
        this.report = report;
        this.collector = new SymbolCollector(constants.values(), complete, report);
        for (NodeDeclaration node : nodes) {
            inputText(node).ifPresent(text -> check(node, text, collector::introduce));
        }
        for (NodeDeclaration node : nodes) {
            usedTexts(node).forEach(text -> check(node, text, collector::use));
        }
    }

    Symbols symbols() {
        return collector.symbols();
    }

    /** Names of nodes with a text that is wrong, which is reported. */
    Set<String> failed() {
        return failed;
    }

    /** Whether a text names a constant whose value is not known, or not yet. */
    static boolean hasValuelessConstant(NodeDeclaration node, ModelConstants constants) {
        return Stream.concat(inputText(node).stream(), usedTexts(node).stream())
                .anyMatch(text -> valuelessConstant(text.value(), constants).isPresent());
    }

    /** A text and the attribute that holds it. */
    private record Text(Attributes annotation, String attribute) {
        String value() {
            return annotation.text(attribute);
        }

        Origin origin() {
            return annotation.origin().attribute(attribute);
        }
    }

    private static Optional<Text> inputText(NodeDeclaration node) {
        return node.layer().type() == Input.class
                ? Optional.of(new Text(node.layer(), node.layer().positional("shape")))
                : Optional.empty();
    }

    private static List<Text> usedTexts(NodeDeclaration node) {
        List<Text> texts = new ArrayList<>();
        if (node.layer().type() == Reshape.class) {
            texts.add(new Text(node.layer(), "value"));
        }
        node.assertion().ifPresent(shape -> texts.add(new Text(shape, "value")));
        return texts;
    }

    private interface Check {
        boolean isCorrect(String node, String text, Origin origin);
    }

    private void check(NodeDeclaration node, Text text, Check check) {
        // Such a text of a block is read at each use.
        if (Arguments.areIn(text.value(), constants.values())) {
            collector.assumeMore();
            return;
        }
        Optional<String> valueless = valuelessConstant(text.value(), constants);
        if (valueless.isPresent()) {
            failed.add(node.name());
            report.add(
                    Code.MalformedShape,
                    text.origin(),
                    node.name() + ": the shape \"" + text.value() + "\" names " + valueless.get()
                            + ", which is no compile-time constant.",
                    "Give " + valueless.get() + " a constant value, such as int " + valueless.get() + " = 64.");
        } else if (!check.isCorrect(node.name(), text.value(), text.origin())) {
            failed.add(node.name());
        }
    }

    private static Optional<String> valuelessConstant(String text, ModelConstants constants) {
        return IDENTIFIER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(constants.valueless()::contains)
                .findFirst();
    }
}
