package io.lamina.processor.ir;

import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Runs a graph node by node with the references of its primitives, in double: slow, obvious, and what is right. */
public final class Interpreter {
    private final ToLongFunction<String> symbols;
    private final Map<String, double[]> given;
    private final Map<Value, double[]> values = new HashMap<>();
    private final long stepKey;

    /**
     * Sets up a run.
     *
     * @param symbols the batch size {@code B} and every symbol
     * @param given inputs and weights by name, weights in memory layout; state that the graph writes is changed here
     * @param stepKey the key of this step's random numbers
     */
    public Interpreter(ToLongFunction<String> symbols, Map<String, double[]> given, long stepKey) {
        this.symbols = symbols;
        this.given = given;
        this.stepKey = stepKey;
    }

    public Interpreter run(Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Sources.Input input) {
                values.put(node.results().get(0), given(input.input()));
            } else if (node.op() instanceof Sources.Weight weight) {
                values.put(node.results().get(0), given(weight.parameter().name()));
            } else {
                compute(node);
            }
        }
        return this;
    }

    public double[] value(Value value) {
        return values.get(value);
    }

    private double[] given(String name) {
        double[] value = given.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value is given for " + name + "; there are " + given.keySet());
        }
        return value;
    }

    private void compute(Node node) {
        List<double[]> results = new ArrayList<>();
        for (Value result : node.results()) {
            double[] array =
                    new double[Math.toIntExact(result.type().shape().size().evaluate(symbols))];
            values.put(result, array);
            results.add(array);
        }
        node.op().reference(new Reference() {
            @Override
            public int inputs() {
                return node.inputs().size();
            }

            @Override
            public double[] input(int i) {
                return values.get(node.input(i));
            }

            @Override
            public double[] result(int k) {
                return results.get(k);
            }

            @Override
            public TensorType inputType(int i) {
                return node.input(i).type();
            }

            @Override
            public TensorType resultType(int k) {
                return node.results().get(k).type();
            }

            @Override
            public int size(Dim dim) {
                return Math.toIntExact(dim.evaluate(symbols));
            }

            @Override
            public long key(String name) {
                return nodeKey(stepKey, name);
            }
        });
    }

    /** The key of one node's random numbers in a step; generated code computes the same from the name's hash. */
    public static long nodeKey(long stepKey, String node) {
        return stepKey + 0x9E3779B97F4A7C15L * node.hashCode();
    }
}
