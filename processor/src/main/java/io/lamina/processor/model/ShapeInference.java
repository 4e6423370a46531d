package io.lamina.processor.model;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Diagnostic;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.BlockInputLayer;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.op.NodeReport;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the type of every node. A node that fails is reported once, and what depends on it is passed over. */
public final class ShapeInference {
    private final Model model;
    private final Report report;
    private final Map<String, List<TensorType>> types = new HashMap<>();
    private final Map<String, BlockSizes> sizes = new HashMap<>();

    private ShapeInference(Model model, Report report) {
        this.model = model;
        this.report = report;
    }

    public static Model infer(Model model, Report report) {
        return new ShapeInference(model, report).infer();
    }

    /** Reports what is wrong with attributes alone. */
    static void checkAttributes(Model model, Predicate<ModelNode> which, Report report) {
        ShapeInference inference = new ShapeInference(model, report);
        model.nodes().stream().filter(which).forEach(node -> node.layer().check(inference.new Reporter(node)));
    }

    private Model infer() {
        List<ModelNode> bound = new ArrayList<>();
        for (ModelNode declared : model.nodes()) {
            Reporter reporter = new Reporter(declared);
            boolean ready = types.keySet().containsAll(declared.reads()) && fits(declared, reporter);
            ModelNode node = ready ? declared.with(declared.layer().bound(sizes(declared)::of)) : declared;
            bound.add(node);
            node.layer().check(reporter);
            reporter.trails = true;
            if (!reporter.failed && ready) {
                node.layer()
                        .shapes(Model.inputs(node, types, model.symbols()), reporter)
                        .ifPresent(results -> {
                            types.put(node.name(), results);
                            checkAssertion(node, results.get(0));
                        });
            }
        }
        return model.withTypes(bound, types);
    }

    /** What the symbols of the block stand for that the node belongs to. */
    private BlockSizes sizes(ModelNode node) {
        return sizes.computeIfAbsent(
                node.use().path(), path -> new BlockSizes(node.use().symbols(), model.symbols()));
    }

    /** Whether a block's input takes what comes. */
    private boolean fits(ModelNode node, Reporter reporter) {
        if (!(node.layer() instanceof BlockInputLayer input)) {
            return true;
        }
        reporter.trails = true;
        Inputs in = Model.inputs(node, types, model.symbols());
        Optional<TensorType> kept = input.first().map(name -> types.get(name).get(0));
        if (kept.isPresent() && !kept.get().equals(in.type(0))) {
            reporter.problem(
                    Code.CarriedShapeChanges,
                    "times",
                    "with times, it is carried from one block to the next and keeps its shape, but it is "
                            + Inputs.shown(kept.get().shape()) + " in the first and then reads " + in.described(0),
                    "Let the block's first output have the shape of its first input, or apply the block once.");
            return false;
        }
        return sizes(node).bind(node, in, reporter);
    }

    /** Reports a {@code @Shape} that does not hold. The node keeps the shape it has, so nothing follows from it. */
    private void checkAssertion(ModelNode node, TensorType type) {
        Optional<Attributes> assertion = node.declaration().assertion();
        if (assertion.isPresent()) {
            Shape expected =
                    sizes(node).of(node.use().symbols().shape(assertion.get().text("value")));
            if (!expected.equals(type.shape())) {
                report.add(new Diagnostic(
                        Code.ShapeMismatch,
                        assertion.get().origin().attribute("value"),
                        node.name() + ": @Shape says " + Inputs.shown(expected) + ", but it is "
                                + Inputs.shown(type.shape()) + ".",
                        ShapeTrail.of(model, types, node, ShapeTrail.UNKNOWN),
                        "Correct the assertion, or the layers in front of it."));
            }
        }
    }

    /** Adds the node's name, the anchor and the trail to what a layer says. */
    private final class Reporter implements NodeReport {
        private final ModelNode node;
        private boolean failed;

        /** Whether shapes have to do with it: they have not where the attributes alone are wrong. */
        private boolean trails;

        Reporter(ModelNode node) {
            this.node = node;
        }

        @Override
        public void problem(Code code, String attribute, String text, String remedy) {
            add(code, origin(attribute), text, ShapeTrail.UNKNOWN, remedy);
        }

        @Override
        public void sizeProblem(Code code, String attribute, String text, String needs, String remedy) {
            add(code, origin(attribute), text, "needs " + needs, remedy);
        }

        @Override
        public void inputProblem(Code code, int input, String text, String remedy) {
            add(code, node.declaration().edges().get(input).origin(), text, ShapeTrail.UNKNOWN, remedy);
        }

        private Origin origin(String attribute) {
            Origin annotation = node.declaration().layer().origin();
            return attribute.isEmpty() ? annotation : annotation.attribute(attribute);
        }

        private void add(Code code, Origin origin, String text, String shape, String remedy) {
            failed = true;
            boolean shapesMatter = trails && !node.reads().isEmpty();
            List<String> trail = shapesMatter ? ShapeTrail.of(model, types, node, shape) : List.of();
            Optional<SymbolClash> clash = shapesMatter
                    ? SymbolClash.of(code, Model.inputs(node, types, model.symbols()), model.symbols())
                    : Optional.empty();
            report.add(clash.map(two -> new Diagnostic(
                            Code.SymbolClash,
                            origin,
                            node.name() + ": " + text + ", and " + two.origins() + ".",
                            trail,
                            two.remedy()))
                    .orElseGet(() -> new Diagnostic(code, origin, node.name() + ": " + text + ".", trail, remedy)));
        }
    }
}
