package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;
import java.util.List;
import java.util.Optional;

/**
 * One abstract method.
 *
 * @param layer the layer annotation
 * @param assertion {@code @Shape}, where it stands
 * @param weightName {@code @Name}, where it stands
 * @param origin the method
 */
public record NodeDeclaration(
        String name,
        Attributes layer,
        List<Edge> edges,
        Optional<Attributes> assertion,
        Optional<Attributes> weightName,
        boolean output,
        boolean frozen,
        Origin origin) {
    public NodeDeclaration {
        edges = List.copyOf(edges);
    }
}
