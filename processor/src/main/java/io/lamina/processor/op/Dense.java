package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = f(x W + b)} over the last dimension: inputs x[..., in], W[in, out] and, where there is one, b[out].
 *
 * @param bias whether a bias is added; set by fusion
 * @param function applied to the result; set by fusion
 */
public record Dense(boolean bias, Activate function) implements Primitive {
    /** The bare product. */
    public static final Dense PRODUCT = new Dense(false, Activate.LINEAR);

    /** Rows of a weight gradient that its kernel computes together: threads compute multiples of them. */
    static final int TILE_ROWS = 4;

    /** {@code Dense[bias, relu]}. */
    @Override
    public String toString() {
        return "Dense[" + epilogue(bias, function) + "]";
    }

    /** What is fused behind a product: {@code bias, relu}. */
    static String epilogue(boolean bias, Activate function) {
        String activation = function.isLinear() ? "" : function.word();
        return bias && !activation.isEmpty() ? "bias, " + activation : bias ? "bias" : activation;
    }

    @Override
    public String name() {
        return "dense";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(
                inputs.get(0).shape().with(-1, inputs.get(1).shape().dim(-1))));
    }

    @Override
    public void gradient(Backward b) {
        if (bias || !function.isLinear()) {
            Primitive.super.gradient(b);
        }
        b.grad(0).ifPresent(dy -> {
            if (b.needs(0)) {
                b.give(0, b.make(BackwardInput.PRODUCT, dy, b.input(1)));
            }
            if (b.needs(1)) {
                b.give(1, b.make(new BackwardWeights(), b.input(0), dy));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        return List.of(KernelCall.of(
                        "DenseKernels",
                        "forward",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.input(1),
                        bias ? KernelCall.input(2) : new KernelCall.Argument.Absent(),
                        KernelScratch.matrix(
                                inputs.get(1).shape().dim(-1), x.shape().dim(-1)),
                        KernelCall.size(x.shape().leading(1).size()),
                        KernelCall.size(x.shape().dim(-1)),
                        KernelCall.size(inputs.get(1).shape().dim(-1)),
                        function.activation(),
                        KernelCall.real(function.slope()))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int in = r.size(r.inputType(1).shape().dim(-2));
        int out = r.size(r.inputType(1).shape().dim(-1));
        for (int i = 0; i < r.result(0).length; i++) {
            int row = i / out;
            int column = i % out;
            double sum = bias ? r.input(2)[column] : 0;
            for (int k = 0; k < in; k++) {
                sum += r.input(0)[row * in + k] * r.input(1)[k * out + column];
            }
            r.result(0)[i] = function.apply(sum);
        }
    }

    /**
     * {@code dx = dy Wᵀ f'(x)}: inputs dy[..., out], W[in, out] and, where there is a function, what its derivative is computed from,
     * [..., in].
     *
     * @param function whose result the layer read; set by fusion
     */
    public record BackwardInput(Activate function) implements Primitive {
        /** The bare product. */
        public static final BackwardInput PRODUCT = new BackwardInput(Activate.LINEAR);

        /** {@code BackwardInput[gelu]}. */
        @Override
        public String toString() {
            return "BackwardInput[" + epilogue(false, function) + "]";
        }

        @Override
        public String name() {
            return "dense_backward_input";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(TensorType.f32(
                    inputs.get(0).shape().with(-1, inputs.get(1).shape().dim(-2))));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Dim in = inputs.get(1).shape().dim(-2);
            Dim out = inputs.get(1).shape().dim(-1);
            List<KernelCall.Argument> arguments =
                    new ArrayList<>(List.of(KernelCall.result(0), KernelCall.input(0), KernelCall.input(1)));
            if (!function.isLinear()) {
                arguments.add(KernelCall.input(2));
            }
            arguments.add(function.isLinear() ? KernelScratch.matrix(in, out) : KernelScratch.matrixInStrips(in, out));
            arguments.add(KernelCall.size(inputs.get(0).shape().leading(1).size()));
            arguments.add(KernelCall.size(in));
            arguments.add(KernelCall.size(out));
            if (!function.isLinear()) {
                arguments.add(function.activation());
                arguments.add(KernelCall.real(function.slope()));
            }
            return List.of(KernelCall.of("DenseKernels", "backwardInput", arguments.toArray(new KernelCall.Argument[0]))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int in = r.size(r.inputType(1).shape().dim(-2));
            int out = r.size(r.inputType(1).shape().dim(-1));
            for (int i = 0; i < r.result(0).length; i++) {
                double sum = 0;
                for (int k = 0; k < out; k++) {
                    sum += r.input(0)[i / in * out + k] * r.input(1)[i % in * out + k];
                }
                r.result(0)[i] = function.isLinear() ? sum : sum * function.derivative(r.input(2)[i]);
            }
        }
    }

    /** {@code dW = xᵀ dy}: inputs x[..., in], dy[..., out]. */
    public record BackwardWeights() implements Primitive {
        @Override
        public String name() {
            return "dense_backward_weights";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(TensorType.f32(Shape.of(
                    inputs.get(0).shape().dim(-1), inputs.get(1).shape().dim(-1))));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "DenseKernels",
                            "backwardWeights",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelScratch.matrix(
                                    inputs.get(1).shape().dim(-1),
                                    inputs.get(0).shape().leading(1).size()),
                            KernelCall.size(inputs.get(0).shape().leading(1).size()),
                            KernelCall.size(inputs.get(0).shape().dim(-1)),
                            KernelCall.size(inputs.get(1).shape().dim(-1)))
                    .byRange(inputs.get(0).shape().dim(-1), TILE_ROWS));
        }

        @Override
        public void reference(Reference r) {
            int in = r.size(r.inputType(0).shape().dim(-1));
            int out = r.size(r.inputType(1).shape().dim(-1));
            int rows = r.input(0).length / in;
            for (int i = 0; i < r.result(0).length; i++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += r.input(0)[row * in + i / out] * r.input(1)[row * out + i % out];
                }
                r.result(0)[i] = sum;
            }
        }
    }
}
