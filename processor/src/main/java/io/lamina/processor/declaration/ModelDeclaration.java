package io.lamina.processor.declaration;

import io.lamina.Convention;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.shape.Symbols;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One model as declared: what every front end makes and the compiler reads.
 *
 * @param packageName the package, empty for the unnamed one
 * @param name the simple name that generated classes begin with; for a nested interface with its outer names joined by {@code _}
 * @param stream {@code @Model}, where it says the dimension along which a session decodes
 * @param constants the interface's {@code int} constants, which shape texts may name
 * @param nodes the nodes in source order
 * @param failed names of methods that are no nodes because their own form is wrong, which is reported already (or will be
 *     by the Java compiler): to read one is no error, and what depends on one is not looked at
 * @param symbols the symbolic sizes that the inputs introduce; {@link Symbols#shape} reads a shape text
 * @param blocks the blocks that it applies, and those that they apply, by the qualified names of their interfaces
 */
public record ModelDeclaration(
        String packageName,
        String name,
        boolean isPublic,
        Convention convention,
        Optional<Attributes> stream,
        Map<String, Integer> constants,
        List<NodeDeclaration> nodes,
        Set<String> failed,
        Symbols symbols,
        Map<String, BlockDeclaration> blocks,
        Origin origin) {
    public ModelDeclaration {
        blocks = Map.copyOf(blocks);
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
        failed = Set.copyOf(failed);
    }
}
