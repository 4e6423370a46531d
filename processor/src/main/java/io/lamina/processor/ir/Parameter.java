package io.lamina.processor.ir;

import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A weight: what it is in files, and how it lies in memory. In memory the file's tensor is viewed as {@code split} and
 * its dimensions are reordered: dimension {@code i} is the view's dimension {@code permutation[i]}; then it is viewed as
 * {@code memory}.
 *
 * @param name the name in files, such as {@code conv1.weight}
 */
public record Parameter(
        String name,
        Group group,
        List<Integer> file,
        List<Integer> split,
        List<Integer> permutation,
        Shape memory,
        Initial initial) {
    /** The part of the flat array that a weight lies in. */
    public enum Group {
        DECAYED,
        PLAIN,
        FROZEN,
        STATE;

        public boolean isTrained() {
            return this == DECAYED || this == PLAIN;
        }
    }

    /**
     * How a weight begins: a factory method of the runtime's {@code Initializer} and its arguments.
     */
    public record Initial(String method, List<Integer> arguments) {
        public static final Initial ZEROS = new Initial("zeros", List.of());
        public static final Initial ONES = new Initial("ones", List.of());
        /** A counter of steps, a 64-bit integer in files. */
        public static final Initial COUNTER = new Initial("counter", List.of());

        public static Initial of(String method, int... arguments) {
            List<Integer> values = new ArrayList<>();
            for (int argument : arguments) {
                values.add(argument);
            }
            return new Initial(method, List.copyOf(values));
        }
    }

    public TensorType type() {
        return TensorType.f32(memory);
    }

    public int size() {
        return memory.size().asInt();
    }

    /** A weight whose file layout is its memory layout. */
    public static Parameter plain(String name, Group group, Initial initial, Integer... shape) {
        List<Integer> sizes = List.of(shape);
        return new Parameter(name, group, sizes, sizes, identity(sizes.size()), shapeOf(sizes), initial);
    }

    /** A weight whose memory layout is a transposition of its file layout. */
    public static Parameter permuted(
            String name, Group group, Initial initial, List<Integer> file, List<Integer> permutation) {
        List<Integer> memory = permutation.stream().map(file::get).toList();
        return new Parameter(name, group, file, file, permutation, shapeOf(memory), initial);
    }

    public static Shape shapeOf(List<Integer> sizes) {
        return Shape.of(sizes.stream().mapToLong(Integer::longValue).toArray());
    }

    public static List<Integer> identity(int rank) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            order.add(i);
        }
        return List.copyOf(order);
    }
}
