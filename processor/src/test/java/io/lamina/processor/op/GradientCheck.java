package io.lamina.processor.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.DataType;
import io.lamina.processor.autodiff.Autodiff;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.GraphBuilder;
import io.lamina.processor.ir.GraphVerifier;
import io.lamina.processor.ir.Interpreter;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * One primitive in a graph of its own: {@code loss = 0.7 sum(c * op(inputs))} with a random {@code c}. Every element of every
 * input that is differentiated is moved a little both ways, in double; the difference of the losses is what the gradient
 * must be.
 */
final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final double BOUND = 2e-8;

    private final String name;
    private final Primitive op;
    private final List<TensorType> types = new ArrayList<>();
    private final List<Boolean> trained = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final Random random = new Random(5);
    private List<Integer> read = List.of(0);

    private GradientCheck(String name, Primitive op) {
        this.name = name;
        this.op = op;
    }

    static GradientCheck of(String name, Primitive op) {
        return new GradientCheck(name, op);
    }

    /** An input that is differentiated, away from where functions bend: 0 and 3. */
    GradientCheck input(long... shape) {
        return input(true, shape, () -> random.nextDouble() * 8 - 4);
    }

    /** An input that is differentiated, above zero. */
    GradientCheck positive(long... shape) {
        return input(true, shape, () -> 0.2 + random.nextDouble() * 2);
    }

    /** An input that is differentiated, where gates are half open. */
    GradientCheck small(long... shape) {
        return input(true, shape, () -> random.nextDouble() * 2 - 1);
    }

    /** A positive input that is not differentiated. */
    GradientCheck constant(long... shape) {
        return input(false, shape, () -> 0.2 + random.nextDouble() * 2);
    }

    /** Integers below {@code classes}. */
    GradientCheck labels(int classes, long... shape) {
        types.add(TensorType.i32(Shape.of(shape)));
        trained.add(false);
        values.add(random.doubles(size(shape), 0, classes).map(Math::floor).toArray());
        return this;
    }

    /** The results that the loss reads, if they are not the first alone. */
    GradientCheck reads(Integer... results) {
        read = List.of(results);
        return this;
    }

    private GradientCheck input(boolean differentiated, long[] shape, DoubleSupplier numbers) {
        double[] array = new double[size(shape)];
        for (int i = 0; i < array.length; i++) {
            do {
                array[i] = numbers.getAsDouble();
            } while (Math.abs(array[i]) < 0.01 || Math.abs(Math.abs(array[i]) - 3) < 0.01);
        }
        types.add(TensorType.f32(Shape.of(shape)));
        trained.add(differentiated);
        values.add(array);
        return this;
    }

    private static int size(long... shape) {
        return Shape.of(shape).size().asInt();
    }

    Class<? extends Primitive> type() {
        return op.getClass();
    }

    @Override
    public String toString() {
        return name;
    }

    void run() {
        Map<String, double[]> given = new HashMap<>();
        Graph forward = forward(given);
        Graph graph = Autodiff.differentiate(forward, "loss");
        GraphVerifier.verify(graph, "autodiff");
        Map<String, double[]> gradients = new LinkedHashMap<>();
        Interpreter run = interpret(graph, given);
        graph.outputs().stream()
                .filter(output -> output.kind() == Output.Kind.GRADIENT)
                .forEach(output -> gradients.put(output.name(), run.value(output.value())));
        double largest = gradients.values().stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .map(Math::abs)
                .max()
                .orElse(0);
        assertThat(largest).as(name + ": some gradient is not zero").isPositive();
        for (int i = 0; i < values.size(); i++) {
            if (trained.get(i)) {
                double[] gradient = gradients.get("input" + i);
                assertThat(gradient).as(name + ": gradient of input " + i).hasSameSizeAs(values.get(i));
                checkInput(forward, given, i, gradient, largest);
            }
        }
    }

    private void checkInput(Graph forward, Map<String, double[]> given, int i, double[] gradient, double largest) {
        double[] array = values.get(i);
        for (int k = 0; k < array.length; k++) {
            double x = array[k];
            array[k] = x + STEP;
            double above = loss(forward, given);
            array[k] = x - STEP;
            double below = loss(forward, given);
            array[k] = x;
            assertThat(Math.abs((above - below) / (2 * STEP) - gradient[k]))
                    .as(name + ": input " + i + "[" + k + "] = " + x + ", gradient " + gradient[k] + ", measured "
                            + (above - below) / (2 * STEP))
                    .isLessThan(BOUND * (1 + largest));
        }
    }

    private Graph forward(Map<String, double[]> given) {
        GraphBuilder builder = new GraphBuilder(name);
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            TensorType type = types.get(i);
            given.put("input" + i, values.get(i));
            inputs.add(builder.add(
                    "input" + i,
                    type.type() == DataType.INT32
                            ? new Sources.Input("input" + i, type)
                            : new Sources.Weight(parameter("input" + i, trained.get(i), type))));
        }
        List<Value> results = builder.addAll("op", op, inputs);
        List<Value> sums = read.stream()
                .map(k -> weighted(builder, given, "c" + k, results.get(k)))
                .toList();
        Value sum = sums.get(0);
        for (Value other : sums.subList(1, sums.size())) {
            sum = builder.add("sum", Arithmetic.ADD, sum, other);
        }
        Value loss = builder.add("loss", new Arithmetic.Scale(0.7f), sum);
        return builder.build(List.of(new Output(Output.Kind.METRIC, "loss", loss)));
    }

    private Value weighted(GraphBuilder builder, Map<String, double[]> given, String name, Value y) {
        given.put(name, random.doubles(y.type().shape().size().asInt(), -1, 1).toArray());
        Value c = builder.add(name, new Sources.Input(name, y.type()));
        Value product = builder.add("product", Arithmetic.MULTIPLY, y, c);
        return builder.add("sum", new Middle(Middle.Kind.SUM, 0, y.type().shape()), product);
    }

    private static Parameter parameter(String name, boolean trained, TensorType type) {
        Integer[] sizes = type.shape().dims().stream()
                .map(io.lamina.processor.shape.Dim::asInt)
                .toArray(Integer[]::new);
        return Parameter.plain(
                name, trained ? Parameter.Group.PLAIN : Parameter.Group.FROZEN, Parameter.Initial.ZEROS, sizes);
    }

    private static Interpreter interpret(Graph graph, Map<String, double[]> given) {
        return new Interpreter(
                        symbol -> {
                            throw new IllegalArgumentException(symbol);
                        },
                        given,
                        99)
                .run(graph);
    }

    private static double loss(Graph forward, Map<String, double[]> given) {
        return interpret(forward, given).value(forward.outputs().get(0).value())[0];
    }
}
