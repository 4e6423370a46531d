package io.lamina.processor.declaration;

import io.lamina.processor.diagnostic.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One block as declared. Its numbers may be computations with {@link Arguments}, its shape texts are read at each use.
 *
 * @param name the interface's simple name
 * @param isBlock whether the class that is applied is a block at all: an interface with {@code @Block}
 * @param fromSource whether it is compiled beside the model, so that its own messages are shown
 * @param constants the interface's {@code int} constants, its arguments among them
 * @param nodes the nodes in source order
 * @param failed names of methods that are no nodes because their own form is wrong
 * @param problem why it cannot be read where it is applied, empty where it can or where the block's own messages say so
 */
public record BlockDeclaration(
        String name,
        boolean isBlock,
        boolean fromSource,
        Map<String, Integer> constants,
        List<NodeDeclaration> nodes,
        Set<String> failed,
        String problem,
        Origin origin) {
    public BlockDeclaration {
        constants = Map.copyOf(constants);
        nodes = List.copyOf(nodes);
        failed = Set.copyOf(failed);
    }
}
