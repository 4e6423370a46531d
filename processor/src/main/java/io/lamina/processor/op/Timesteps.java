package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * Waves of numbers: input t[...], result [..., 2 half]; see {@link TimestepEmbeddingLayer}.
 *
 * @param shift what the divisor of the exponents is less than {@code half}
 * @param cosinesFirst whether the cosines are the first half
 */
public record Timesteps(int half, double base, double shift, boolean cosinesFirst) implements Primitive {
    @Override
    public String name() {
        return "timesteps";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(inputs.get(0).shape().append(Dim.of(2L * half))));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).filter(dy -> b.needs(0)).ifPresent(dy -> b.give(0, b.make(new Gradient(this), dy, b.result(0))));
    }

    private KernelCall.Argument cosines() {
        return new KernelCall.Argument.Whole(cosinesFirst ? 0 : half);
    }

    private KernelCall.Argument frequencies() {
        return new KernelCall.Argument.Geometry("TimestepFrequencies", List.of(half, base, shift));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        return List.of(KernelCall.of(
                        "TimestepKernels",
                        "forward",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(inputs.get(0).shape().size()),
                        new KernelCall.Argument.Whole(half),
                        frequencies(),
                        cosines())
                .bySample());
    }

    private double frequency(int i) {
        return Math.pow(base, -i / (half - shift));
    }

    @Override
    public void reference(Reference r) {
        for (int i = 0; i < r.result(0).length; i++) {
            int column = i % (2 * half);
            double angle = r.input(0)[i / (2 * half)] * frequency(column % half);
            r.result(0)[i] = cosinesFirst == column < half ? Math.cos(angle) : Math.sin(angle);
        }
    }

    /** {@code dt = sum f (cos dsin - sin dcos)}: inputs dy and the waves. */
    public record Gradient(Timesteps op) implements Primitive {
        @Override
        public String name() {
            return "timesteps_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(TensorType.f32(inputs.get(0).shape().leading(1)));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                            "TimestepKernels",
                            "backward",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(inputs.get(0).shape().leading(1).size()),
                            new KernelCall.Argument.Whole(op.half()),
                            op.frequencies(),
                            op.cosines())
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int half = op.half();
            int cosines = op.cosinesFirst() ? 0 : half;
            for (int i = 0; i < r.result(0).length * half; i++) {
                int row = i / half * 2 * half;
                int cos = row + cosines + i % half;
                int sin = row + half - cosines + i % half;
                double turned = r.input(1)[cos] * r.input(0)[sin] - r.input(1)[sin] * r.input(0)[cos];
                r.result(0)[i / half] += op.frequency(i % half) * turned;
            }
        }
    }
}
