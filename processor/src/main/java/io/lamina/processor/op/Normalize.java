package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = f(gamma (x - mean) / sqrt(variance + epsilon) + beta + r)} with given statistics, over all dimensions but the
 * last: inputs x[..., C], gamma[C], beta[C], mean[C], variance[C] and, where there is one, r[..., C].
 *
 * @param residual whether a tensor is added; set by fusion
 * @param function applied to the result; set by fusion
 */
public record Normalize(float epsilon, boolean residual, Activate function) implements Primitive.Elementwise {
    public Normalize(float epsilon) {
        this(epsilon, false, Activate.LINEAR);
    }

    /** {@code Normalize[epsilon=0.001, residual, relu]}. */
    @Override
    public String toString() {
        return "Normalize[epsilon=" + epsilon + (residual ? ", residual" : "")
                + (function.isLinear() ? "" : ", " + function.word()) + "]";
    }

    @Override
    public String name() {
        return "normalize";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(inputs.get(0));
    }

    /** A frozen layer: nothing but x has a gradient, which is the same scaling without the shifts. */
    @Override
    public void gradient(Backward b) {
        if (residual || !function.isLinear()) {
            Primitive.Elementwise.super.gradient(b);
        }
        b.grad(0).filter(dy -> b.needs(0)).ifPresent(dy -> {
            Value zero = b.make(new Fill(b.type(1), 0));
            b.give(0, b.make(this, dy, b.input(1), zero, zero, b.input(4)));
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        KernelCall.Argument added = residual ? KernelCall.input(5) : new KernelCall.Argument.Absent();
        return List.of(call(inputs.get(0), KernelCall.input(3), KernelCall.input(4), added, epsilon, function));
    }

    /** The kernel call that reads x, gamma and beta as inputs 0, 1 and 2. */
    static KernelCall call(
            TensorType x,
            KernelCall.Argument mean,
            KernelCall.Argument variance,
            KernelCall.Argument residual,
            float epsilon,
            Activate function) {
        List<KernelCall.Argument> arguments = new ArrayList<>();
        arguments.add(KernelCall.result(0));
        arguments.add(KernelCall.input(0));
        arguments.add(KernelCall.input(1));
        arguments.add(KernelCall.input(2));
        arguments.add(mean);
        arguments.add(variance);
        arguments.add(residual);
        arguments.add(KernelScratch.normalize(x.shape().dim(-1)));
        arguments.add(BatchNorm.rows(x));
        arguments.add(BatchNorm.channels(x));
        arguments.add(KernelCall.real(epsilon));
        arguments.add(function.activation());
        arguments.add(KernelCall.real(function.slope()));
        return KernelCall.of("NormKernels", "normalize", arguments.toArray(KernelCall.Argument[]::new))
                .bySample();
    }

    @Override
    public void reference(Reference r) {
        int c = r.input(1).length;
        for (int i = 0; i < r.result(0).length; i++) {
            double deviation = Math.sqrt(r.input(4)[i % c] + epsilon);
            double y = r.input(1)[i % c] * (r.input(0)[i] - r.input(3)[i % c]) / deviation + r.input(2)[i % c];
            r.result(0)[i] = function.apply(residual ? y + r.input(5)[i] : y);
        }
    }

    /** {@code gamma / sqrt(variance + epsilon)}, what normalising multiplies by: inputs gamma and variance. */
    public record Scale(float epsilon) implements Primitive.Elementwise {
        @Override
        public String name() {
            return "normalize_scale";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(inputs.get(0));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "NormKernels",
                    "scale",
                    KernelCall.result(0),
                    KernelCall.input(0),
                    KernelCall.input(1),
                    BatchNorm.channels(inputs.get(0)),
                    KernelCall.real(epsilon)));
        }

        @Override
        public void reference(Reference r) {
            for (int i = 0; i < r.result(0).length; i++) {
                r.result(0)[i] = r.input(0)[i] / Math.sqrt(r.input(1)[i] + epsilon);
            }
        }
    }
}
