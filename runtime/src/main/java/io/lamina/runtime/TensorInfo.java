package io.lamina.runtime;

/** An input or output of a model. */
public final class TensorInfo {
    private final String name;
    private final ElementType type;
    private final int[] shape;
    private final boolean trainingOnly;

    TensorInfo(String name, ElementType type, int[] shape, boolean trainingOnly) {
        this.name = name;
        this.type = type;
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

    /** A copy of the shape of one sample, without the batch; empty for a scalar. */
    public int[] shape() {
        return shape.clone();
    }

    /** Elements of one sample. */
    public int size() {
        return Shapes.size(name, shape);
    }

    /** Whether only losses read it, so that prediction does not ask for it. */
    public boolean isTrainingOnly() {
        return trainingOnly;
    }

    /** For example {@code FLOAT32 image (B, 8, 8, 1)}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(type.name()).append(' ').append(name).append(" (B");
        for (int dim : shape) {
            text.append(", ").append(dim);
        }
        return text.append(')').toString();
    }
}
