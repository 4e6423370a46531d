package io.lamina.processor.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of a tensor, last dimension fastest. Axes are counted from the end: -1 is the last. */
public record Shape(List<Dim> dims) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    public static Shape of(Dim... sizes) {
        return new Shape(List.of(sizes));
    }

    public int rank() {
        return dims.size();
    }

    /** The size at a negative axis. */
    public Dim dim(int axis) {
        return dims.get(dims.size() + axis);
    }

    /** The product of all sizes. */
    public Dim size() {
        return product(dims);
    }

    /** The dimensions in front of the last {@code trailing} ones. */
    public Shape leading(int trailing) {
        return new Shape(dims.subList(0, dims.size() - trailing));
    }

    /** The last {@code count} dimensions. */
    public Shape trailing(int count) {
        return new Shape(dims.subList(dims.size() - count, dims.size()));
    }

    public Shape append(Dim... more) {
        List<Dim> all = new ArrayList<>(dims);
        all.addAll(List.of(more));
        return new Shape(all);
    }

    public Shape append(Shape more) {
        return append(more.dims.toArray(new Dim[0]));
    }

    /** This shape with another size at a negative axis. */
    public Shape with(int axis, Dim size) {
        List<Dim> all = new ArrayList<>(dims);
        all.set(dims.size() + axis, size);
        return new Shape(all);
    }

    /** The shape of one sample with the batch in front. */
    public Shape batched() {
        return Shape.of(Dim.BATCH).append(this);
    }

    public boolean isConstant() {
        return dims.stream().allMatch(Dim::isConstant);
    }

    private static Dim product(List<Dim> dims) {
        Dim product = Dim.ONE;
        for (Dim dim : dims) {
            product = product.times(dim);
        }
        return product;
    }

    /** As users write it: {@code 8 8 32}. */
    @Override
    public String toString() {
        return dims.stream().map(Shape::word).collect(Collectors.joining(" "));
    }

    private static String word(Dim dim) {
        return dim.toString().replace(" ", "");
    }
}
