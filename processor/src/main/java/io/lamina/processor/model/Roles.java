package io.lamina.processor.model;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.InputLayer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the nodes are for.
 *
 * @param outputs the results of prediction, in source order
 * @param losses what training makes small
 * @param predicting the names of all nodes that prediction needs
 */
public record Roles(List<ModelNode> outputs, List<ModelNode> losses, Set<String> predicting) {
    public Roles {
        outputs = List.copyOf(outputs);
        losses = List.copyOf(losses);
        predicting = Set.copyOf(predicting);
    }

    /** Finds them, and reports a model without an output, or one that leaves it open. */
    public static Roles of(Model model, Report report) {
        List<ModelNode> losses =
                model.nodes().stream().filter(node -> node.layer().isLoss()).toList();
        for (ModelNode node : model.nodes()) {
            checkLoss(model, node, report);
        }
        List<ModelNode> outputs = outputs(model, report);
        Set<String> predicting = new HashSet<>();
        outputs.forEach(output -> collect(model, output, predicting));
        return new Roles(outputs, losses, predicting);
    }

    private static void checkLoss(Model model, ModelNode node, Report report) {
        if (!node.layer().isLoss()) {
            return;
        }
        if (node.declaration().output()) {
            report.add(
                    Code.LossIsOutput,
                    node.declaration().origin(),
                    node.name() + ": a loss cannot be an @Output: predictions have no labels.",
                    "Remove @Output here and put it on the node that predictions should give.");
        }
        checkComparison(node, report);
        for (ModelNode reader : model.readers(node)) {
            report.add(
                    Code.LossReadByLayer,
                    reader.declaration()
                            .edges()
                            .get(reader.reads().indexOf(node.name()))
                            .origin(),
                    reader.name() + ": reads " + node.name() + ", which is a loss.",
                    "All losses of a model are summed by themselves; give each its weight instead.");
        }
    }

    private static void checkComparison(ModelNode loss, Report report) {
        if (new HashSet<>(loss.reads()).size() < loss.reads().size()) {
            report.add(
                    Code.DuplicateInput,
                    loss.declaration().edges().get(1).origin(),
                    loss.name() + ": compares " + loss.reads().get(0) + " with itself.",
                    "A loss reads a prediction and its target, which come from two nodes.");
        }
    }

    private static List<ModelNode> outputs(Model model, Report report) {
        List<ModelNode> declared = inSourceOrder(
                model,
                model.nodes().stream()
                        .filter(node ->
                                node.declaration().output() && !node.layer().isLoss())
                        .toList());
        if (!declared.isEmpty()) {
            return declared;
        }
        List<ModelNode> last = inSourceOrder(
                model,
                model.nodes().stream()
                        .filter(node -> !node.layer().isLoss() && !(node.layer() instanceof InputLayer))
                        .filter(node -> model.readers(node).stream()
                                .allMatch(reader -> reader.layer().isLoss()))
                        .toList());
        List<ModelNode> readByLoss =
                last.stream().filter(node -> !model.readers(node).isEmpty()).toList();
        List<ModelNode> candidates = readByLoss.isEmpty() ? last : readByLoss;
        if (candidates.isEmpty()) {
            report.add(
                    Code.NoOutput,
                    model.declaration().origin(),
                    model.declaration().name() + ": has no output, as no layer gives a result.",
                    "Add a layer, and @Output on each node that predictions should give.");
        } else if (candidates.size() > 1) {
            report.add(
                    Code.AmbiguousOutput,
                    model.declaration().origin(),
                    model.declaration().name() + ": may have several outputs: "
                            + candidates.stream().map(ModelNode::name).collect(Collectors.joining(", ")) + ".",
                    "Put @Output on each node that predictions should give.");
        }
        return candidates;
    }

    private static List<ModelNode> inSourceOrder(Model model, List<ModelNode> nodes) {
        return model.declaration().nodes().stream()
                .map(declaration -> model.node(declaration.name()))
                .filter(nodes::contains)
                .toList();
    }

    private static void collect(Model model, ModelNode node, Set<String> names) {
        if (names.add(node.name())) {
            node.reads().forEach(read -> collect(model, model.node(read), names));
        }
    }
}
