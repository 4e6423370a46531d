package io.lamina.processor.declaration;

import io.lamina.Convention;
import io.lamina.processor.diagnostic.Origin;
import java.util.List;
import java.util.Map;

/**
 * One model as declared: what every front end makes and the compiler reads.
 *
 * @param packageName the package, empty for the unnamed one
 * @param name the simple name that generated classes begin with; for a nested interface with its outer names joined by {@code _}
 * @param constants the interface's {@code int} constants, which shape texts may name
 * @param nodes the nodes in source order
 */
public record ModelDeclaration(
        String packageName,
        String name,
        boolean isPublic,
        Convention convention,
        Map<String, Integer> constants,
        List<NodeDeclaration> nodes,
        Origin origin) {
    public ModelDeclaration {
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
    }
}
