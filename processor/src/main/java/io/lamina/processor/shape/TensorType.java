package io.lamina.processor.shape;

import io.lamina.DataType;
import java.util.stream.Collectors;

/** Element type and shape of a tensor. */
public record TensorType(DataType type, Shape shape) {
    public static TensorType f32(Shape shape) {
        return new TensorType(DataType.FLOAT32, shape);
    }

    public static TensorType i32(Shape shape) {
        return new TensorType(DataType.INT32, shape);
    }

    /** As the printed graph shows it: {@code f32[B,26,26,32]}. */
    @Override
    public String toString() {
        return (type == DataType.FLOAT32 ? "f32" : "i32")
                + shape.dims().stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
    }
}
