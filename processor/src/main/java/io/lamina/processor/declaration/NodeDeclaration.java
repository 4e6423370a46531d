package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One abstract method.
 *
 * @param layer the layer annotation
 * @param edges what it reads: first by position, then what has a role, each in the order of the source
 * @param assertion {@code @Shape}, where it stands
 * @param weightName {@code @Name}, where it stands
 * @param tied {@code @Tied}, where it stands
 * @param origin the method
 */
public record NodeDeclaration(
        String name,
        Attributes layer,
        List<Edge> edges,
        Optional<Attributes> assertion,
        Optional<Attributes> weightName,
        Optional<Attributes> tied,
        boolean output,
        boolean frozen,
        Origin origin) {
    public NodeDeclaration {
        edges = edges.stream()
                .sorted(Comparator.comparing((Edge edge) -> edge.role().isPresent()))
                .toList();
    }

    /** The node with other numbers in its annotations. */
    public NodeDeclaration with(Attributes otherLayer, Optional<Attributes> otherAssertion) {
        return new NodeDeclaration(name, otherLayer, edges, otherAssertion, weightName, tied, output, frozen, origin);
    }

    /** The node as one that reads something else. */
    public NodeDeclaration reading(List<Edge> others) {
        return new NodeDeclaration(name, layer, others, assertion, weightName, tied, output, frozen, origin);
    }

    /** What {@code @As} says of the edges that have a role. */
    public List<String> roles() {
        return edges.stream().flatMap(edge -> edge.roleName().stream()).toList();
    }
}
