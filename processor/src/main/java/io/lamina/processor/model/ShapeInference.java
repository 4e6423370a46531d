package io.lamina.processor.model;

import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.diagnostic.Diagnostic;
import io.lamina.processor.diagnostic.Origin;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.op.NodeReport;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the type of every node. A node that fails is reported once, and what depends on it is passed over. */
public final class ShapeInference {
    private final Model model;
    private final Report report;
    private final Map<String, List<TensorType>> types = new HashMap<>();

    private ShapeInference(Model model, Report report) {
        this.model = model;
        this.report = report;
    }

    public static Model infer(Model model, Report report) {
        return new ShapeInference(model, report).infer();
    }

    private Model infer() {
        for (ModelNode node : model.nodes()) {
            Reporter reporter = new Reporter(node);
            node.layer().check(reporter);
            reporter.trails = true;
            if (!reporter.failed && types.keySet().containsAll(node.reads())) {
                node.layer().shapes(Model.inputs(node, types), reporter).ifPresent(results -> {
                    types.put(node.name(), results);
                    checkAssertion(node, results.get(0));
                });
            }
        }
        return model.withTypes(types);
    }

    /** Reports a {@code @Shape} that does not hold. The node keeps the shape it has, so nothing follows from it. */
    private void checkAssertion(ModelNode node, TensorType type) {
        Optional<Attributes> assertion = node.declaration().assertion();
        if (assertion.isPresent()) {
            Shape expected = model.symbols().shape(assertion.get().text("value"));
            if (!expected.equals(type.shape())) {
                report.add(new Diagnostic(
                        Code.ShapeMismatch,
                        assertion.get().origin().attribute("value"),
                        node.name() + ": @Shape says " + Inputs.shown(expected) + ", but it is "
                                + Inputs.shown(type.shape()) + ".",
                        ShapeTrail.of(model, types, node),
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
            Origin annotation = node.declaration().layer().origin();
            add(code, attribute.isEmpty() ? annotation : annotation.attribute(attribute), text, remedy);
        }

        @Override
        public void inputProblem(Code code, int input, String text, String remedy) {
            add(code, node.declaration().edges().get(input).origin(), text, remedy);
        }

        private void add(Code code, Origin origin, String text, String remedy) {
            failed = true;
            boolean shapesMatter = trails && !node.reads().isEmpty();
            List<String> trail = shapesMatter ? ShapeTrail.of(model, types, node) : List.of();
            report.add(new Diagnostic(code, origin, node.name() + ": " + text + ".", trail, remedy));
        }
    }
}
