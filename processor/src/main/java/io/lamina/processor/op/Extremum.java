package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;

/**
 * The largest or smallest over dimensions in the middle: {@code [before..., middle..., after...]} to {@code [before..., after...]}.
 * Results: it, and its place in the middle, the first of equal ones.
 *
 * @param after how many dimensions stand behind those that go
 */
public record Extremum(boolean largest, int after, Shape middle) implements Primitive {
    @Override
    public String name() {
        return largest ? "largest" : "smallest";
    }

    private Shape before(Shape x) {
        return x.leading(after + middle.rank());
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape x = inputs.get(0).shape();
        Shape y = before(x).append(x.trailing(after));
        return List.of(TensorType.f32(y), TensorType.i32(y));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Gradient(this, b.type(0)), dy, b.result(1))));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape x = inputs.get(0).shape();
        return List.of(KernelCall.of(
                        "ShapeKernels",
                        "extremum",
                        KernelCall.result(0),
                        new KernelCall.Argument.OptionalResult(1),
                        KernelCall.input(0),
                        KernelCall.size(before(x).size()),
                        KernelCall.size(middle.size()),
                        KernelCall.size(x.trailing(after).size()),
                        KernelCall.real(largest ? 1 : -1))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        int c = r.size(r.inputType(0).shape().trailing(after).size());
        int m = r.size(middle.size());
        for (int i = 0; i < r.result(0).length; i++) {
            int first = i / c * m * c + i % c;
            int best = 0;
            for (int k = 1; k < m; k++) {
                double difference = r.input(0)[first + k * c] - r.input(0)[first + best * c];
                best = (largest ? difference > 0 : difference < 0) ? k : best;
            }
            r.result(0)[i] = r.input(0)[first + best * c];
            r.result(1)[i] = best;
        }
    }

    /**
     * The gradient goes to the places that were found: inputs dy and places.
     *
     * @param x the type of what was compared
     */
    public record Gradient(Extremum extremum, TensorType x) implements Primitive {
        @Override
        public String name() {
            return "extremum_gradient";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of(x);
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            Dim c = x.shape().trailing(extremum.after).size();
            return List.of(KernelCall.of(
                            "ShapeKernels",
                            "extremumGradient",
                            KernelCall.result(0),
                            KernelCall.input(0),
                            KernelCall.input(1),
                            KernelCall.size(extremum.before(x.shape()).size()),
                            KernelCall.size(extremum.middle.size()),
                            KernelCall.size(c))
                    .bySample());
        }

        @Override
        public void reference(Reference r) {
            int c = r.size(x.shape().trailing(extremum.after).size());
            int m = r.size(extremum.middle.size());
            for (int i = 0; i < r.input(0).length; i++) {
                r.result(0)[(i / c * m + (int) r.input(1)[i]) * c + i % c] = r.input(0)[i];
            }
        }
    }
}
