package io.lamina.processor.ir;

import io.lamina.processor.shape.TensorType;
import java.util.List;

/** The primitives that stand for what comes from outside a graph. */
public final class Sources {
    private Sources() {}

    /** An input of the model. */
    public record Input(String input, TensorType type) implements Primitive.Source {
        @Override
        public String name() {
            return "input";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(type);
        }
    }

    /**
     * Memory of a session, which lives from call to call.
     *
     * @param state its name
     */
    public record State(String state, TensorType type) implements Primitive.Source {
        @Override
        public String name() {
            return "state";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(type);
        }
    }

    /** A weight. */
    public record Weight(Parameter parameter) implements Primitive.Source {
        @Override
        public String name() {
            return "parameter";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(parameter.type());
        }

        @Override
        public String toString() {
            return "Weight[" + parameter.name() + "]";
        }
    }
}
