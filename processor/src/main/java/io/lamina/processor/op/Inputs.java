package io.lamina.processor.op;

import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * What a layer reads: names and types of one sample.
 */
public record Inputs(List<String> names, List<TensorType> types) {
    public Inputs {
        names = List.copyOf(names);
        types = List.copyOf(types);
    }

    public int count() {
        return types.size();
    }

    public String name(int i) {
        return names.get(i);
    }

    public TensorType type(int i) {
        return types.get(i);
    }

    public Shape shape(int i) {
        return types.get(i).shape();
    }

    /** {@code pool2, which is 2 2 64}. */
    public String described(int i) {
        return name(i) + ", which is " + shown(shape(i));
    }

    /** A shape in a sentence; a scalar has a word of its own. */
    public static String shown(Shape shape) {
        return shape.rank() == 0 ? "a scalar" : shape.toString();
    }
}
