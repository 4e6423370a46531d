package io.lamina.processor.model;

import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import java.util.Map;
import java.util.Optional;

/** Finds the block that a node applies. One that is wrong itself says so where it is declared, and its users stay silent. */
final class UsableBlock {
    private UsableBlock() {}

    /** The block, or nothing where it cannot be used, which is reported here or with the block. */
    static Optional<BlockDeclaration> find(Map<String, BlockDeclaration> blocks, NodeDeclaration node, Report report) {
        String type = node.layer().text("value");
        Origin origin = node.layer().origin().attribute("value");
        if (!blocks.containsKey(type)) {
            return Optional.empty();
        }
        BlockDeclaration block = blocks.get(type);
        if (!block.isBlock()) {
            report.add(
                    Code.NotABlock,
                    origin,
                    node.name() + ": " + block.name() + " is no block.",
                    "A block is an interface with @Block; its methods are the nodes that are put in.");
            return Optional.empty();
        }
        if (!block.problem().isEmpty()) {
            report.add(
                    Code.LostParameterNames,
                    origin,
                    node.name() + ": " + block.problem() + ".",
                    "Compile " + block.name() + " with Lamina's annotation processor, which writes that class, or with"
                            + " -parameters.");
            return Optional.empty();
        }
        if (BlockRecursion.isReachedFrom(type, blocks)) {
            return Optional.empty();
        }
        Report own = new Report();
        BlockCheck.check(block, blocks, own);
        if (!own.hasErrors() && block.failed().isEmpty()) {
            return Optional.of(block);
        }
        if (!block.fromSource()) {
            report.add(
                    Code.InvalidBlock,
                    origin,
                    node.name() + ": the block " + block.name() + ", which comes compiled, is not in order"
                            + own.diagnostics().stream()
                                    .findFirst()
                                    .map(problem -> ": [" + problem.code() + "] " + problem.text())
                                    .orElse("."),
                    "Compile " + block.name() + " again with this version of Lamina, which shows all of its messages.");
        }
        return Optional.empty();
    }
}
