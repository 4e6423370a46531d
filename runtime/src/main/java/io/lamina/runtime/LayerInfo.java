package io.lamina.runtime;

/** A node of a model, as the summary shows it. */
public final class LayerInfo {
    private final String name;
    private final String type;
    private final String outputShape;
    private final long parameters;
    private final long trainable;
    private final String connectedTo;

    LayerInfo(String name, String type, String outputShape, long parameters, long trainable, String connectedTo) {
        if (trainable < 0 || trainable > parameters) {
            throw new IllegalArgumentException(name + ": " + trainable + " trainable of " + parameters + " parameters");
        }
        this.name = name;
        this.type = type;
        this.outputShape = outputShape;
        this.parameters = parameters;
        this.trainable = trainable;
        this.connectedTo = connectedTo;
    }

    /** Name of its node. */
    public String name() {
        return name;
    }

    /** Name of its annotation, such as {@code Conv2d}. */
    public String type() {
        return type;
    }

    /** Such as {@code (B, 26, 26, 32)}. */
    public String outputShape() {
        return outputShape;
    }

    /** Number of its weights, running statistics included. */
    public long parameters() {
        return parameters;
    }

    /** Number of its weights that training changes. */
    public long trainable() {
        return trainable;
    }

    /** The nodes it reads, separated by commas; empty for an input. */
    public String connectedTo() {
        return connectedTo;
    }
}
