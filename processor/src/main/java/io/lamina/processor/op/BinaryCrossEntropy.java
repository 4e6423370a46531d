package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** {@code -(t log s(x) + (1 - t) log(1 - s(x)))} with the sigmoid s: inputs logits x and targets t. Second result: the share right. */
public record BinaryCrossEntropy(float weight, boolean mean) implements Primitive {
    @Override
    public String name() {
        return "binary_cross_entropy";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(Shape.SCALAR), TensorType.f32(Shape.SCALAR));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(d -> {
            if (b.needs(0)) {
                b.give(0, b.make(new Gradient(this), b.input(0), b.input(1), d));
            }
            if (b.needs(1)) {
                Middle.Kind kind = mean ? Middle.Kind.SPREAD_MEAN : Middle.Kind.SPREAD;
                Value everywhere = b.make(new Middle(kind, 0, b.type(0).shape()), d);
                b.give(1, b.make(new Arithmetic.Scale(-weight), b.make(Arithmetic.MULTIPLY, everywhere, b.input(0))));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                "LossKernels",
                "binaryCrossEntropy",
                KernelCall.result(0),
                KernelCall.result(1),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.size(inputs.get(0).shape().size()),
                KernelCall.real(weight),
                KernelCall.flag(mean)));
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        double[] t = r.input(1);
        double factor = new LossOptions(weight, mean).factor(x.length);
        for (int i = 0; i < x.length; i++) {
            r.result(0)[0] += factor * (Math.max(x[i], 0) - x[i] * t[i] + Math.log1p(Math.exp(-Math.abs(x[i]))));
            r.result(1)[0] += (x[i] > 0) == (t[i] > 0.5) ? 1.0 / x.length : 0;
        }
    }

    /** {@code dx = d (s(x) - t)}: inputs x, t and the loss's gradient. */
    public record Gradient(BinaryCrossEntropy loss) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "binary_cross_entropy_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "LossKernels",
                    "binaryCrossEntropyBackward",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2),
                    KernelCall.size(inputs.get(0).shape().size()),
                    KernelCall.real(loss.weight),
                    KernelCall.flag(loss.mean)));
        }

        @Override
        public void reference(Reference r) {
            double[] x = r.input(0);
            double factor = new LossOptions(loss.weight, loss.mean).factor(x.length) * r.input(2)[0];
            for (int i = 0; i < x.length; i++) {
                r.result(0)[i] = factor * (1 / (1 + Math.exp(-x[i])) - r.input(1)[i]);
            }
        }
    }
}
