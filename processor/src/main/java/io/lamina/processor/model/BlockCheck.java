package io.lamina.processor.model;

import io.lamina.Convention;
import io.lamina.Input;
import io.lamina.Reshape;
import io.lamina.processor.declaration.Arguments;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.declaration.BlockDeclaration;
import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.declaration.NodeDeclaration;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.shape.SymbolCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a block where it is declared, as far as its own text allows: what depends on its users is seen at each use. */
public final class BlockCheck {
    /** The convention of a block that nobody uses. */
    static final Convention CONVENTION = Convention.KERAS;

    private final BlockDeclaration block;
    private final Map<String, BlockDeclaration> blocks;
    private final Report report;

    private BlockCheck(BlockDeclaration block, Map<String, BlockDeclaration> blocks, Report report) {
        this.block = block;
        this.blocks = blocks;
        this.report = report;
    }

    /** Reports what is wrong whoever uses it. */
    public static void check(BlockDeclaration block, Map<String, BlockDeclaration> blocks, Report report) {
        new BlockCheck(block, blocks, report).check();
    }

    /** Reports what a model has in common with blocks: it may not apply itself, and has no arguments. */
    public static void checkModel(ModelDeclaration model, Report report) {
        BlockRecursion.check(model.origin(), model.nodes(), model.blocks(), report);
        List<String> arguments = Arguments.names(model.constants());
        if (!arguments.isEmpty()) {
            report.add(
                    Code.MissingArgument,
                    model.origin(),
                    model.name() + ": is a model, so nobody gives its argument " + arguments.get(0) + " a number.",
                    "Give the constant a number, or make the interface a @Block and apply it in a model.");
        }
    }

    private void check() {
        BlockRecursion.check(block.origin(), block.nodes(), blocks, report);
        checkArguments();
        SymbolCollector symbols = new SymbolCollector(block.constants(), true, new Report());
        List<NodeDeclaration> neutral = new ArrayList<>();
        for (NodeDeclaration node : block.nodes()) {
            NodeDeclaration text = neutral(node);
            neutral.add(text);
            if (text.layer().type() == Input.class) {
                symbols.introduce(text.name(), text.layer().text(text.layer().positional("shape")), text.origin());
            }
        }
        ModelDeclaration declaration = new ModelDeclaration(
                "",
                block.name(),
                false,
                CONVENTION,
                Optional.empty(),
                block.constants(),
                neutral,
                block.failed(),
                symbols.symbols(),
                blocks,
                block.origin());
        Model model = ModelResolver.resolveAlone(declaration, report);
        checkOutputs();
        if (isClosed(declaration)) {
            ShapeInference.infer(model, report);
        } else {
            ShapeInference.checkAttributes(model, node -> !dependsOnArguments(node.declaration()), report);
        }
    }

    /** Whether the text alone fixes all sizes. */
    private boolean isClosed(ModelDeclaration declaration) {
        return declaration.symbols().names().isEmpty()
                && Arguments.names(block.constants()).isEmpty()
                && block.nodes().stream().noneMatch(node -> BlockExpander.applies(node) || dependsOnArguments(node));
    }

    private boolean dependsOnArguments(NodeDeclaration node) {
        return Arguments.areIn(node.layer(), block.constants())
                || node.assertion()
                        .filter(shape -> Arguments.areIn(shape, block.constants()))
                        .isPresent();
    }

    /** A node whose shape texts that depend on arguments are left out. */
    private NodeDeclaration neutral(NodeDeclaration node) {
        boolean hasShape = node.layer().type() == Input.class || node.layer().type() == Reshape.class;
        Attributes layer = hasShape && Arguments.areIn(node.layer(), block.constants())
                ? node.layer().withoutTexts()
                : node.layer();
        Optional<Attributes> assertion = node.assertion().filter(shape -> !Arguments.areIn(shape, block.constants()));
        return node.with(layer, assertion);
    }

    private void checkArguments() {
        Arguments.clash(block.constants())
                .ifPresent(names -> report.add(
                        Code.InvalidArgument,
                        block.origin(),
                        block.name() + ": " + names.get(0) + " and " + names.get(1) + " are the same argument.",
                        "Give each its own value: Argument.A, Argument.B and so on."));
        Arguments tried = Arguments.tried(block.constants());
        for (NodeDeclaration node : block.nodes()) {
            try {
                tried.in(node.layer());
            } catch (Arguments.InvalidException e) {
                report.add(
                        Code.InvalidArgument,
                        node.layer().origin(),
                        node.name() + ": " + e.getMessage() + ".",
                        e.remedy());
            }
        }
    }

    private void checkOutputs() {
        List<String> outputs = BlockOutputs.of(block);
        boolean marked = block.nodes().stream().anyMatch(NodeDeclaration::output);
        if (report.hasErrors() || !block.failed().isEmpty() || marked || outputs.size() == 1) {
            return;
        }
        if (outputs.isEmpty()) {
            report.add(
                    Code.NoOutput,
                    block.origin(),
                    block.name() + ": has no output, as no layer gives a result.",
                    "Add a layer, and @Output on each node that users of the block may read.");
        } else {
            report.add(
                    Code.AmbiguousOutput,
                    block.origin(),
                    block.name() + ": may have several outputs: " + String.join(", ", outputs) + ".",
                    "Put @Output on each node that users of the block may read; the first is the block's value.");
        }
    }
}
