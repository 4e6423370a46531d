package io.lamina.processor;

import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.PackedConv2d;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each node of a graph alone: its kernels, called as generated code calls them, against its reference on the same floats, within
 * the bound that {@link OpBounds} states for its primitive. The next node reads what the kernels gave.
 */
final class NodeAgreement {
    private final Samples samples;
    private final long stepKey;
    private final Map<Value, Object> values = new HashMap<>();
    /** Of packed weights, whose order is the lane's own, what was packed. */
    private final Map<Value, Value> unpacked = new HashMap<>();

    private double worst;

    private NodeAgreement(Samples samples, long stepKey) {
        this.samples = samples;
        this.stepKey = stepKey;
    }

    /**
     * Checks all nodes; returns the largest share of a bound that was used.
     *
     * @param files weights by name, in file layout
     */
    static double check(String what, Graph graph, Samples samples, Map<String, double[]> files, long stepKey)
            throws ReflectiveOperationException {
        NodeAgreement agreement = new NodeAgreement(samples, stepKey);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Sources.Input input) {
                agreement.values.put(node.results().get(0), samples.array(input.input()));
            } else if (node.op() instanceof Sources.Weight weight) {
                double[] memory = Layouts.toMemory(
                        weight.parameter(), files.get(weight.parameter().name()));
                agreement.values.put(node.results().get(0), floats(memory));
            } else if (node.op() instanceof Primitive.View) {
                agreement.values.put(node.results().get(0), agreement.values.get(node.input(0)));
            } else if (node.op() instanceof PackedConv2d.Pack) {
                agreement.pack(node);
            } else {
                agreement.checkNode(what, graph, node);
            }
        }
        return agreement.worst;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private void pack(Node node) throws ReflectiveOperationException {
        List<Object> weights = List.of(values.get(node.input(0)));
        values.put(
                node.results().get(0),
                new KernelRunner(samples::symbol, stepKey).run(node, weights).get(0));
        unpacked.put(node.results().get(0), node.input(0));
    }

    /** What a node is held against: a product by packed weights against that by the weights themselves. */
    private NodeRun reference(Node node) {
        List<Value> plain = node.inputs().stream()
                .map(input -> unpacked.getOrDefault(input, input))
                .toList();
        double[][] inputs =
                plain.stream().map(values::get).map(Layouts::doubles).toArray(double[][]::new);
        Primitive op = node.op() instanceof PackedConv2d packed ? packed.convolution() : node.op();
        return NodeRun.of(op, plain.stream().map(Value::type).toList(), samples::symbol, stepKey, inputs);
    }

    private void checkNode(String what, Graph graph, Node node) throws ReflectiveOperationException {
        List<Object> inputs = node.inputs().stream().map(values::get).toList();
        double[][] before = inputs.stream().map(Layouts::doubles).toArray(double[][]::new);
        NodeRun run = reference(node);
        List<Object> results = new KernelRunner(samples::symbol, stepKey).run(node, inputs);
        if (node.op() instanceof Primitive.Effect) {
            compare(what, graph, node, run.input(0), Layouts.doubles(inputs.get(0)), OpBounds.of(run, before, 0));
        }
        for (int k = 0; k < results.size(); k++) {
            values.put(node.results().get(k), results.get(k));
            double[] found = Layouts.doubles(results.get(k));
            if (k == 1 && run.op() instanceof Conv2d conv) {
                comparePlaces(what, node, conv, run, found);
            } else {
                compare(what, graph, node, run.result(k), found, OpBounds.of(run, before, k));
            }
        }
    }

    private void compare(String what, Graph graph, Node node, double[] expected, double[] found, double[] bounds) {
        for (int i = 0; i < expected.length; i++) {
            double bound = bounds[i] + Float.MIN_NORMAL;
            double error = Double.compare(found[i], (float) expected[i]) == 0 ? 0 : Math.abs(found[i] - expected[i]);
            if (!(error <= bound)) {
                throw new AssertionError(what + ": " + node.op() + " of " + node.name() + " gives " + found[i] + " at "
                        + i + ", but the reference is " + expected[i] + ", bound " + bound + "\n" + graph);
            }
            // what has no bound may be infinite itself, as a norm's coefficients are
            worst = Math.max(worst, bound == Double.POSITIVE_INFINITY ? 0 : error / bound);
        }
    }

    /** Where two elements of a window are nearly equal, rounding decides which is the largest. */
    private static void comparePlaces(String what, Node node, Conv2d conv, NodeRun run, double[] found) {
        NodeRun product = run.as(Conv2d.product(conv.window(), conv.groups()));
        double[] bounds = OpBounds.ofProduct(run, conv);
        double[] x = product.result(0);
        int channels = product.size(product.resultType(0).shape().dim(-1));
        int plane = product.size(product.resultType(0).shape().trailing(3).size());
        int images = x.length / plane;
        for (int i = 0; i < found.length; i++) {
            int image = i / (found.length / images) * plane + i % channels;
            int at = image + ((int) found[i]) * channels;
            int best = image + ((int) run.result(1)[i]) * channels;
            if (!(x[at] >= x[best] - bounds[at] - bounds[best])) {
                throw new AssertionError(what + ": " + node.op() + " of " + node.name() + " finds place " + found[i]
                        + " at " + i + ", but the maximum is at " + run.result(1)[i]);
            }
        }
    }

    /** The graphs that generated code was made of. */
    static List<Graph> planned(CompiledModel compiled) {
        List<Graph> graphs = new ArrayList<>(List.of(compiled.inference().graph()));
        compiled.training().ifPresent(training -> {
            graphs.add(training.evaluate().graph());
            graphs.add(training.step().graph());
        });
        return graphs;
    }
}
