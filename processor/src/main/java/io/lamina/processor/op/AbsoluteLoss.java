package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code |x - t|}, or Huber's loss, which is half the square up to a difference of {@code delta}: inputs predictions x and targets t of the same shape.
 *
 * @param delta of Huber's alone
 */
public record AbsoluteLoss(Kind kind, float delta, float weight, boolean mean) implements Primitive {
    /** Which of them. */
    public enum Kind {
        MEAN_ABSOLUTE_ERROR("meanAbsoluteError"),
        HUBER("huber");

        private final String kernel;

        Kind(String kernel) {
            this.kernel = kernel;
        }
    }

    static AbsoluteLoss meanAbsoluteError(LossOptions options) {
        return new AbsoluteLoss(Kind.MEAN_ABSOLUTE_ERROR, 0, options.weight(), options.mean());
    }

    static AbsoluteLoss huber(float delta, LossOptions options) {
        return new AbsoluteLoss(Kind.HUBER, delta, options.weight(), options.mean());
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
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
        return call(kind.kernel, inputs, KernelCall.result(0), KernelCall.input(0), KernelCall.input(1));
    }

    private List<KernelCall> call(String kernel, List<TensorType> inputs, KernelCall.Argument... tensors) {
        List<KernelCall.Argument> arguments = new ArrayList<>(List.of(tensors));
        arguments.add(KernelCall.size(inputs.get(0).shape().size()));
        if (kind == Kind.HUBER) {
            arguments.add(KernelCall.real(delta));
        }
        arguments.add(KernelCall.real(weight));
        arguments.add(KernelCall.flag(mean));
        return List.of(KernelCall.of("AbsoluteLossKernels", kernel, arguments.toArray(new KernelCall.Argument[0])));
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        double factor = new LossOptions(weight, mean).factor(x.length);
        for (int i = 0; i < x.length; i++) {
            double size = Math.abs(x[i] - r.input(1)[i]);
            boolean square = kind == Kind.HUBER && size <= delta;
            double straight = kind == Kind.HUBER ? delta * (size - 0.5 * delta) : size;
            r.result(0)[0] += factor * (square ? 0.5 * size * size : straight);
        }
    }

    /** {@code dx = d sign(x - t)}, or {@code d (x - t)} cut to plus or minus delta: inputs x, t and the loss's gradient. */
    public record Gradient(AbsoluteLoss loss) implements Primitive.Elementwise {
        @Override
        public String name() {
            return loss.name() + "_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return loss.call(
                    loss.kind.kernel + "Backward",
                    inputs,
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    KernelCall.input(2));
        }

        @Override
        public void reference(Reference r) {
            double[] x = r.input(0);
            double factor = new LossOptions(loss.weight, loss.mean).factor(x.length) * r.input(2)[0];
            for (int i = 0; i < x.length; i++) {
                double difference = x[i] - r.input(1)[i];
                boolean huber = loss.kind == Kind.HUBER;
                r.result(0)[i] = factor
                        * (huber ? Math.max(-loss.delta, Math.min(loss.delta, difference)) : Math.signum(difference));
            }
        }
    }
}
