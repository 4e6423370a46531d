package io.lamina.processor;

import io.lamina.DataType;
import io.lamina.processor.model.Model;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.op.InputLayer;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random values for every input of a model, for one batch size and one value of each symbol. */
final class Samples {
    private final int batch;
    private final Map<String, Integer> symbols;
    private final Map<String, Object> arrays = new LinkedHashMap<>();

    /**
     * Draws the values.
     *
     * @param classes for each input of labels, how many classes there are
     */
    Samples(Model model, Map<String, Integer> classes, int batch, Map<String, Integer> symbols, long seed) {
        this.batch = batch;
        this.symbols = new TreeMap<>(symbols);
        Random random = new Random(seed);
        for (ModelNode node : model.nodes()) {
            if (node.layer() instanceof InputLayer) {
                TensorType type = model.type(node.name());
                int size = size(type.shape().batched());
                Object array = type.type() == DataType.FLOAT32
                        ? floats(random, size)
                        : random.ints(size, 0, classes.get(node.name())).toArray();
                arrays.put(node.name(), array);
            }
        }
    }

    private static float[] floats(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat() * 1.8f - 0.6f;
        }
        return values;
    }

    int batch() {
        return batch;
    }

    /** By name, sorted, as the generated methods take them. */
    Map<String, Integer> symbols() {
        return symbols;
    }

    /** A {@code float[]} or {@code int[]}. */
    Object array(String input) {
        return arrays.get(input);
    }

    long symbol(String name) {
        return name.equals("B") ? batch : symbols.get(name);
    }

    int size(Shape shape) {
        return Math.toIntExact(shape.size().evaluate(this::symbol));
    }

    /** All inputs as the interpreter wants them. */
    Map<String, double[]> doubles() {
        Map<String, double[]> doubles = new LinkedHashMap<>();
        arrays.forEach((name, array) -> doubles.put(name, Layouts.doubles(array)));
        return doubles;
    }
}
