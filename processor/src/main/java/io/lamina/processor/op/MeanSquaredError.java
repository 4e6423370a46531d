package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/** {@code (x - t)²}: inputs predictions x and targets t of the same shape. */
public record MeanSquaredError(float weight, boolean mean) implements Primitive {
    @Override
    public String name() {
        return "mean_squared_error";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(Shape.SCALAR));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(d -> {
            if (b.needs(0)) {
                b.give(0, b.make(new Gradient(this), b.input(0), b.input(1), d));
            }
            if (b.needs(1)) {
                b.give(1, b.make(new Gradient(this), b.input(1), b.input(0), d));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                "LossKernels",
                "meanSquaredError",
                KernelCall.result(0),
                KernelCall.input(0),
                KernelCall.input(1),
                KernelCall.size(inputs.get(0).shape().size()),
                KernelCall.real(weight),
                KernelCall.flag(mean)));
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        double factor = new LossOptions(weight, mean).factor(x.length);
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - r.input(1)[i];
            r.result(0)[0] += factor * difference * difference;
        }
    }

    /** {@code dx = 2 d (x - t)}: inputs x, t and the loss's gradient. */
    public record Gradient(MeanSquaredError loss) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "mean_squared_error_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "LossKernels",
                    "meanSquaredErrorBackward",
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
                r.result(0)[i] = 2 * factor * (x[i] - r.input(1)[i]);
            }
        }
    }
}
