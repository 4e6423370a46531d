package io.lamina.processor.ir;

import io.lamina.processor.shape.TensorType;

/** One result of one node. Values are compared by identity. */
public final class Value {
    private final Node producer;
    private final int index;
    private final TensorType type;

    Value(Node producer, int index, TensorType type) {
        this.producer = producer;
        this.index = index;
        this.type = type;
    }

    public Node producer() {
        return producer;
    }

    /** Which of its producer's results it is. */
    public int index() {
        return index;
    }

    public TensorType type() {
        return type;
    }

    /** The printed name: {@code %3}, or {@code %3.1} for a further result. */
    @Override
    public String toString() {
        return "%" + producer.id() + (index == 0 ? "" : "." + index);
    }
}
