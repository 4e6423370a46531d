package io.lamina.processor;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Interpreter;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Sources;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the interpreter finds when it runs a graph: every output by name, gradients and weights in file layout.
 *
 * @param total the sum of all losses, zero where there is none
 * @param outputs results, metrics and gradients
 * @param weights after the run, as state may have changed
 */
record Reference(double total, Map<String, double[]> outputs, Map<String, double[]> weights) {
    /**
     * Runs a graph.
     *
     * @param files weights by name, in file layout
     */
    static Reference run(Graph graph, Samples samples, Map<String, double[]> files, long stepKey) {
        Map<String, double[]> given = samples.doubles();
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Sources.Weight weight) {
                Parameter parameter = weight.parameter();
                parameters.put(parameter.name(), parameter);
                given.put(parameter.name(), Layouts.toMemory(parameter, files.get(parameter.name())));
            }
        }
        Interpreter interpreter = new Interpreter(samples::symbol, given, stepKey).run(graph);
        Map<String, double[]> outputs = new LinkedHashMap<>();
        double total = 0;
        boolean first = true;
        for (Output output : graph.outputs()) {
            double[] value = interpreter.value(output.value());
            if (first && output.kind() == Output.Kind.METRIC) {
                total = value[0];
                first = false;
            }
            boolean gradient = output.kind() == Output.Kind.GRADIENT;
            outputs.put(
                    output.kind() + " " + output.name(),
                    gradient ? Layouts.toFile(parameters.get(output.name()), value) : value);
        }
        Map<String, double[]> weights = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> weights.put(name, Layouts.toFile(parameter, given.get(name))));
        return new Reference(total, outputs, weights);
    }

    double[] output(Output.Kind kind, String name) {
        return outputs.get(kind + " " + name);
    }
}
