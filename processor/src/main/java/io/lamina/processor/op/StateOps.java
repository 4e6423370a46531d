package io.lamina.processor.op;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** What a session does with its memory. */
public final class StateOps {
    private StateOps() {}

    /**
     * The newest steps behind those that came before: inputs a state[..., capacity, width] and x[..., T, C]; the result is the state.
     *
     * @param column the first of the columns of x that are kept
     */
    public record Append(int column) implements Primitive.View, Primitive.Effect {
        @Override
        public String name() {
            return "append";
        }

        @Override
        public int target() {
            return 0;
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape state = inputs.get(0).shape();
            Shape x = inputs.get(1).shape();
            return List.of(KernelCall.of(
                            "StateKernels",
                            "append",
                            KernelCall.input(0),
                            new KernelCall.Argument.Input(1, Dim.of(column)),
                            KernelCall.size(x.leading(2).size()),
                            KernelCall.size(x.dim(-2)),
                            KernelCall.size(state.dim(-2)),
                            KernelCall.size(state.dim(-1)),
                            KernelCall.size(x.dim(-1)),
                            new KernelCall.Argument.Position())
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            System.arraycopy(r.input(0), 0, r.result(0), 0, r.result(0).length);
            int steps = r.size(r.inputType(1).shape().dim(-2));
            int from = r.size(r.inputType(1).shape().dim(-1));
            int capacity = r.size(r.inputType(0).shape().dim(-2));
            int width = r.size(r.inputType(0).shape().dim(-1));
            for (int row = 0; row < r.input(1).length / from; row++) {
                int to = row / steps * capacity + r.position() + row % steps;
                System.arraycopy(r.input(1), row * from + column, r.result(0), to * width, width);
            }
        }
    }

    /** A new value for a state of its type: inputs the state and x; the result is the state. */
    public record Store() implements Primitive.View, Primitive.Effect {
        @Override
        public String name() {
            return "store";
        }

        @Override
        public int target() {
            return 0;
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "ArithmeticKernels",
                            "copy",
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(inputs.get(1).shape().size()))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            System.arraycopy(r.input(1), 0, r.result(0), 0, r.input(1).length);
        }
    }

    /**
     * The last of the newest steps alone: x[..., T, ...] to y[..., 1, ...].
     *
     * @param axis of the steps, from the end
     */
    public record Newest(int axis) implements Primitive {
        @Override
        public String name() {
            return "newest";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            TensorType x = inputs.get(0);
            return List.of(new TensorType(x.type(), x.shape().with(axis, Dim.ONE)));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Shape x = inputs.get(0).shape();
            return List.of(KernelCall.of(
                            "StateKernels",
                            "newest",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.size(x.leading(-axis).size()),
                            KernelCall.size(x.dim(axis)),
                            KernelCall.size(x.trailing(-axis - 1).size()))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int steps = r.size(r.inputType(0).shape().dim(axis));
            int width = r.size(r.inputType(0).shape().trailing(-axis - 1).size());
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = r.input(0)[(i / width * steps + steps - 1) * width + i % width];
            }
        }
    }
}
