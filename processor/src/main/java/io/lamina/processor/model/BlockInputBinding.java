package io.lamina.processor.model;

import io.lamina.Input;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds which parameter of an applying node is which input of the block: by {@code @As}, the others in the order of the source. */
final class BlockInputBinding {
    private BlockInputBinding() {}

    /** The edges by the inputs' names, in the block's order; nothing where they do not fit, which is reported. */
    static Optional<Map<String, Edge>> bind(NodeDeclaration node, BlockDeclaration block, Report report) {
        List<String> inputs = block.nodes().stream()
                .filter(inner -> inner.layer().type() == Input.class)
                .map(NodeDeclaration::name)
                .toList();
        Map<String, Edge> named = new LinkedHashMap<>();
        for (Edge edge : node.edges()) {
            Optional<String> role = edge.roleName();
            if (role.isPresent() && !isNew(node, edge, block, inputs, named, report)) {
                return Optional.empty();
            }
            role.ifPresent(name -> named.put(name, edge));
        }
        List<Edge> others =
                node.edges().stream().filter(edge -> edge.role().isEmpty()).toList();
        List<String> open =
                inputs.stream().filter(name -> !named.containsKey(name)).toList();
        if (others.size() != open.size()) {
            int given = node.edges().size();
            report.add(
                    Code.WrongNumberOfInputs,
                    node.origin(),
                    node.name() + ": the block " + block.name() + " reads "
                            + (inputs.size() == 1 ? "one tensor, " : inputs.size() + " tensors, ")
                            + String.join(", ", inputs) + ", but the method has " + given
                            + (given == 1 ? " parameter." : " parameters."),
                    "Each parameter is an input of the block, in the order of the block's source, or the one that"
                            + " @As names.");
            return Optional.empty();
        }
        for (int i = 0; i < open.size(); i++) {
            named.put(open.get(i), others.get(i));
        }
        Map<String, Edge> bound = new LinkedHashMap<>();
        inputs.forEach(name -> bound.put(name, named.get(name)));
        return Optional.of(bound);
    }

    private static boolean isNew(
            NodeDeclaration node,
            Edge edge,
            BlockDeclaration block,
            List<String> inputs,
            Map<String, Edge> named,
            Report report) {
        String role = edge.roleName().orElseThrow();
        if (!inputs.contains(role)) {
            String suggestion = Suggestions.didYouMean(role, inputs).strip();
            report.add(
                    Code.UnknownRole,
                    edge.role().orElseThrow().origin().attribute("value"),
                    node.name() + ": the block " + block.name() + " has no input '" + role + "'; it has "
                            + String.join(", ", inputs) + ".",
                    suggestion.isEmpty() ? "Write one of these, or remove the parameter." : suggestion);
            return false;
        }
        if (named.containsKey(role)) {
            report.add(
                    Code.DuplicateInput,
                    edge.role().orElseThrow().origin().attribute("value"),
                    node.name() + ": gives the block " + block.name() + " its " + role + " twice.",
                    "Keep one of the two parameters.");
            return false;
        }
        return true;
    }
}
