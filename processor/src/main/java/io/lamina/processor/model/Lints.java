package io.lamina.processor.model;

import io.lamina.ActivationFunction;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.ActivationLayer;
import io.lamina.processor.op.AffineLayer;
import io.lamina.processor.op.ApplyLayer;
import io.lamina.processor.op.BatchNormLayer;
import io.lamina.processor.op.BlockInputLayer;
import io.lamina.processor.op.DenseLayer;
import io.lamina.processor.op.FlattenLayer;
import io.lamina.processor.op.Layer;
import io.lamina.processor.op.RecurrentLayer;
import io.lamina.processor.op.ReshapeLayer;
import io.lamina.processor.op.SoftmaxLayer;
import io.lamina.processor.op.Weight;
import io.lamina.processor.shape.Symbols;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Models that compile elsewhere and ruin a training run: what is legal by its shapes and still wrong. */
public final class Lints {
    private final Model model;
    private final Report report;

    private Lints(Model model, Report report) {
        this.model = model;
        this.report = report;
    }

    public static void check(Model model, Report report) {
        Lints lints = new Lints(model, report);
        lints.names();
        Ties.check(model, report);
        VocabularyLint.check(model, report);
        lints.unbounded();
        for (ModelNode node : model.nodes()) {
            lints.scores(node);
            lints.beforeBatchNorm(node);
            lints.linearStack(node);
            lints.betweenLayers(node);
        }
    }

    /** Names of weights must be unique, and {@code @Name} must have weights to name. */
    private void names() {
        Map<String, ModelNode> owners = new HashMap<>();
        for (ModelNode node : model.nodes()) {
            if (!model.hasType(node.name())) {
                continue;
            }
            List<Weight> weights = node.layer().weights(model.inputs(node));
            Origin origin = node.declaration()
                    .weightName()
                    .map(name -> name.origin().attribute("value"))
                    .orElse(node.declaration().origin());
            if (weights.isEmpty()
                    && !(node.layer() instanceof ApplyLayer)
                    && node.declaration().weightName().isPresent()) {
                report.add(
                        Code.NameHasNoWeights,
                        origin,
                        node.name() + ": @Name names weights, but @"
                                + node.declaration().layer().name() + " has none.",
                        "Remove @Name.");
            }
            for (Weight weight : weights) {
                String name = node.weightPrefix() + "." + weight.suffix();
                ModelNode owner = owners.putIfAbsent(name, node);
                if (owner != null && !owner.weightOwner().equals(node.weightOwner())) {
                    report.add(
                            Code.DuplicateName,
                            origin,
                            node.name() + ": its weights are called '" + node.weightPrefix() + "', as those of "
                                    + owner.name() + " are.",
                            "Give one of the two another @Name.");
                    break;
                }
            }
        }
    }

    private void unbounded() {
        for (String name : model.symbols().names()) {
            Symbols.Symbol symbol = model.symbols().get(name);
            if (symbol.upper() == Integer.MAX_VALUE) {
                report.add(
                        Code.UnboundedSymbol,
                        symbol.origin(),
                        symbol.node() + ": " + name + " has no upper bound, so no memory can be planned for it.",
                        "Write the largest size that may come, such as \"" + name + "<=256\".");
            }
        }
    }

    /** Softmax before a cross-entropy is applied twice then: it trains, slowly and badly. */
    private void scores(ModelNode node) {
        node.layer().scores().forEach(input -> {
            ModelNode source = model.node(node.reads().get(input));
            while (passesOn(source.layer())) {
                source = model.node(source.reads().get(0));
            }
            String squashed = squashed(source.layer());
            if (!squashed.isEmpty()) {
                report.add(
                        Code.SoftmaxBeforeLoss,
                        node.declaration().edges().get(input).origin(),
                        node.name() + ": @" + node.declaration().layer().name() + " applies the " + squashed
                                + " itself, but " + source.name() + " has applied one already.",
                        rawScores(node, source));
            }
        });
    }

    /** Whether the numbers of its first input are its result. */
    private static boolean passesOn(Layer layer) {
        return layer instanceof FlattenLayer
                || layer instanceof ReshapeLayer
                || layer instanceof ApplyLayer
                || layer instanceof BlockInputLayer;
    }

    private static String rawScores(ModelNode loss, ModelNode source) {
        if (source.layer() instanceof SoftmaxLayer || source.layer() instanceof ActivationLayer) {
            return "Let " + loss.name() + " read " + source.reads().get(0) + "; with @Output, " + source.name()
                    + " still gives probabilities as a result of prediction.";
        }
        return "Take the activation away from " + source.name()
                + "; for probabilities as a result of prediction, add a node @Activation(SIGMOID) @Output behind it.";
    }

    private static String squashed(Layer layer) {
        if (layer instanceof SoftmaxLayer) {
            return "softmax";
        }
        return activation(layer) == ActivationFunction.SIGMOID ? "sigmoid" : "";
    }

    private static ActivationFunction activation(Layer layer) {
        if (layer instanceof ActivationLayer activation) {
            Attributes attributes = activation.attributes();
            return attributes.constant(attributes.positional("function"), ActivationFunction.class);
        }
        if (layer instanceof AffineLayer affine) {
            return affine.function();
        }
        return ActivationFunction.LINEAR;
    }

    private void beforeBatchNorm(ModelNode node) {
        if (!(node.layer() instanceof BatchNormLayer)) {
            return;
        }
        ModelNode source = model.node(node.reads().get(0));
        boolean weighted = source.layer() instanceof AffineLayer;
        Attributes attributes = source.declaration().layer();
        if (weighted
                && attributes.flag("bias")
                && activation(source.layer()) == ActivationFunction.LINEAR
                && model.readers(source).size() == 1) {
            report.add(
                    Code.BiasBeforeBatchNorm,
                    attributes.origin().attribute("bias"),
                    source.name() + ": its bias has no effect, as " + node.name() + " subtracts the mean.",
                    "Write bias = false.");
        }
    }

    private void linearStack(ModelNode node) {
        if (!(node.layer() instanceof DenseLayer)) {
            return;
        }
        ModelNode source = model.node(node.reads().get(0));
        if (source.layer() instanceof DenseLayer
                && activation(source.layer()) == ActivationFunction.LINEAR
                && !source.declaration().output()
                && model.readers(source).size() == 1) {
            report.add(
                    Code.LinearStack,
                    node.declaration().origin(),
                    node.name() + ": follows the dense layer " + source.name()
                            + " with nothing between them, so both together are one linear layer.",
                    "Give " + source.name() + " an activation such as RELU.");
        }
    }

    private void betweenLayers(ModelNode node) {
        if (node.layer() instanceof RecurrentLayer layer && layer.dropsNothing()) {
            report.add(
                    Code.DropoutBetweenNothing,
                    layer.attributes().origin().attribute("dropout"),
                    node.name() + ": drops values between two of its layers, but has one alone.",
                    "Write layers = 2 or more, or put a @Dropout behind " + node.name() + ".");
        }
    }
}
