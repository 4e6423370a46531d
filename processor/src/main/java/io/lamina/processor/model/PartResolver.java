package io.lamina.processor.model;

import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.op.Layer;
import io.lamina.processor.op.PartLayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what {@code @Part} means among the results of the node that it reads. */
final class PartResolver {
    private PartResolver() {}

    /** Which result of the node it reads; that node stands in front of it and is in order. */
    static Optional<Layer> resolve(NodeDeclaration node, Map<String, ModelNode> sorted, Report report) {
        if (node.edges().isEmpty()) {
            return Optional.of(new PartLayer(0));
        }
        ModelNode source = sorted.get(node.edges().get(0).source());
        List<String> parts = source.layer().parts();
        String name = node.layer().text("value");
        if (parts.contains(name)) {
            return Optional.of(new PartLayer(parts.indexOf(name)));
        }
        String suggestion = Suggestions.didYouMean(name, parts).strip();
        report.add(
                Code.UnknownPart,
                node.layer().origin().attribute("value"),
                node.name() + ": " + source.name() + " has no part '" + name + "'"
                        + (parts.isEmpty()
                                ? ", as @" + source.declaration().layer().name() + " has one result alone."
                                : "; its parts are " + String.join(", ", parts) + "."),
                parts.isEmpty()
                        ? "Read " + source.name() + " itself."
                        : suggestion.isEmpty()
                                ? "Write @Part(\"" + parts.get(0) + "\") or another of them."
                                : suggestion);
        return Optional.empty();
    }
}
