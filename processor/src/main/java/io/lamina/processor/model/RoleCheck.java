package io.lamina.processor.model;

import io.lamina.processor.declaration.Edge;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.diagnostic.Suggestions;
import io.lamina.processor.op.Layer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds what {@code @As} says against the roles that a layer has. */
final class RoleCheck {
    private RoleCheck() {}

    /** Whether the layer knows each role that {@code @As} gives, and none is given twice. */
    static boolean fits(NodeDeclaration node, Layer layer, Report report) {
        Set<String> given = new HashSet<>();
        boolean fits = true;
        for (Edge edge : node.edges()) {
            Optional<String> role = edge.roleName();
            if (role.isEmpty()) {
                continue;
            }
            Origin origin = edge.role().orElseThrow().origin().attribute("value");
            String layerName = "@" + node.layer().name();
            if (!layer.roles().contains(role.get())) {
                fits = false;
                String suggestion =
                        Suggestions.didYouMean(role.get(), layer.roles()).strip();
                report.add(
                        Code.UnknownRole,
                        origin,
                        node.name() + ": " + layerName + " has no input '" + role.get() + "'"
                                + (layer.roles().isEmpty()
                                        ? "; all it reads has its meaning by position."
                                        : "; it knows " + String.join(", ", layer.roles()) + "."),
                        layer.roles().isEmpty()
                                ? "Remove @As."
                                : suggestion.isEmpty() ? "Write one of these, or remove the parameter." : suggestion);
            } else if (!given.add(role.get())) {
                fits = false;
                report.add(
                        Code.DuplicateInput,
                        origin,
                        node.name() + ": gives " + layerName + " its " + role.get() + " twice.",
                        "Keep one of the two parameters.");
            }
        }
        return fits;
    }
}
