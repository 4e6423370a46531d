package io.lamina.processor.model;

import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds blocks that apply themselves, directly or through others: nothing would ever end them. */
final class BlockRecursion {
    private BlockRecursion() {}

    /** Whether a block, or one that it applies, applies itself. */
    static boolean isReachedFrom(String type, Map<String, BlockDeclaration> blocks) {
        return find(type, blocks, new ArrayList<>(), Optional.empty()).isPresent();
    }

    /** Reports each node of an interface that leads back to it. */
    static void check(Origin origin, List<NodeDeclaration> nodes, Map<String, BlockDeclaration> blocks, Report report) {
        for (NodeDeclaration node : nodes) {
            if (BlockExpander.applies(node)) {
                find(node.layer().text("value"), blocks, new ArrayList<>(), Optional.of(origin))
                        .ifPresent(path -> report.add(
                                Code.BlockRecursion,
                                node.layer().origin().attribute("value"),
                                node.name() + ": " + path.get(path.size() - 1) + " applies itself: "
                                        + path.get(path.size() - 1) + " applies " + String.join(" applies ", path)
                                        + ".",
                                "A block ends when all it applies are other blocks. Use times for a number of them."));
            }
        }
    }

    /** The names of blocks on the way to the one at the origin or, without one, to any that was seen already. */
    private static Optional<List<String>> find(
            String type, Map<String, BlockDeclaration> blocks, List<String> seen, Optional<Origin> target) {
        BlockDeclaration block = blocks.get(type);
        if (block == null || !block.isBlock()) {
            return Optional.empty();
        }
        if (target.filter(block.origin()::equals).isPresent()) {
            return Optional.of(List.of(block.name()));
        }
        if (seen.contains(type)) {
            return target.isPresent() ? Optional.empty() : Optional.of(List.of(block.name()));
        }
        List<String> path = new ArrayList<>(seen);
        path.add(type);
        for (NodeDeclaration node : block.nodes()) {
            if (BlockExpander.applies(node)) {
                Optional<List<String>> found = find(node.layer().text("value"), blocks, path, target);
                if (found.isPresent()) {
                    List<String> names = new ArrayList<>(List.of(block.name()));
                    names.addAll(found.get());
                    return Optional.of(names);
                }
            }
        }
        return Optional.empty();
    }
}
