package io.lamina.runtime;

import java.util.List;

/** An input or output of a model. */
public final class TensorInfo {
    private final String name;
    private final ElementType type;
    private final List<String> dims;
    private final int[] shape;
    private final boolean trainingOnly;

    TensorInfo(String name, ElementType type, List<String> dims, int[] shape, boolean trainingOnly) {
        this.name = name;
        this.type = type;
        this.dims = dims;
        this.shape = shape.clone();
        this.trainingOnly = trainingOnly;
        Shapes.size(name, shape);
    }

    /** Name of its node. */
    public String name() {
        return name;
    }

    /** Type of its elements. */
    public ElementType type() {
        return type;
    }

    /**
     * The shape of one sample as it is declared, without the batch: numbers, symbols of {@link ModelInfo#symbols()} such as {@code T}, or
     * terms of both such as {@code 2*T + 1}.
     */
    public List<String> dims() {
        return dims;
    }

    /** A copy of the shape of one sample, without the batch, with symbols at their bounds; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * A shape of one sample for these lengths.
     *
     * @param symbols of the model
     * @param lengths of them, in the same order
     */
    public int[] shape(List<SymbolInfo> symbols, int... lengths) {
        int[] sizes = new int[dims.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = SizeText.evaluate(dims.get(i), symbols, lengths);
        }
        return sizes;
    }

    /** Elements of one sample, with symbols at their bounds. */
    public int size() {
        return Shapes.size(name, shape);
    }

    /** Whether only losses read it, so that prediction does not ask for it. */
    public boolean isTrainingOnly() {
        return trainingOnly;
    }

    /** For example {@code FLOAT32 image (B, 8, 8, 1)}, {@code INT32 words (B, T)}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(type.name()).append(' ').append(name).append(" (B");
        for (String dim : dims) {
            text.append(", ").append(dim);
        }
        return text.append(')').toString();
    }
}
