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
 * One product of matrices for each of the leading places, which both sides have: {@code c[..., m, n] = op(a)[..., m, k] op(b)[..., k,
 * n]}.
 *
 * @param transposeA whether a is stored as {@code [..., k, m]}
 * @param transposeB whether b is stored as {@code [..., n, k]}
 */
public record BatchedProduct(boolean transposeA, boolean transposeB) implements Primitive {
    @Override
    public String name() {
        return "batched_product";
    }

    private Dim rows(Shape a) {
        return a.dim(transposeA ? -1 : -2);
    }

    private Dim terms(Shape a) {
        return a.dim(transposeA ? -2 : -1);
    }

    private Dim columns(Shape b) {
        return b.dim(transposeB ? -2 : -1);
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (!a.leading(2).equals(b.leading(2)) || !terms(a).equals(b.dim(transposeB ? -1 : -2))) {
            throw new IllegalArgumentException("products of " + inputs);
        }
        return List.of(TensorType.f32(a.leading(2).append(rows(a), columns(b))));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dc -> {
            if (b.needs(0)) {
                b.give(
                        0,
                        transposeA
                                ? b.make(new BatchedProduct(transposeB, true), b.input(1), dc)
                                : b.make(new BatchedProduct(false, !transposeB), dc, b.input(1)));
            }
            if (b.needs(1)) {
                b.give(
                        1,
                        transposeB
                                ? b.make(new BatchedProduct(true, transposeA), dc, b.input(0))
                                : b.make(new BatchedProduct(!transposeA, false), b.input(0), dc));
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        Dim n = columns(b);
        return List.of(KernelCall.of(
                        "MatrixKernels",
                        "multiplyAll",
                        KernelCall.result(0),
                        KernelCall.size(n),
                        KernelCall.size(rows(a).times(n)),
                        KernelCall.input(0),
                        KernelCall.size(a.dim(-1)),
                        KernelCall.size(a.trailing(2).size()),
                        KernelCall.input(1),
                        KernelCall.size(b.dim(-1)),
                        KernelCall.size(b.trailing(2).size()),
                        KernelScratch.matrix(terms(a)),
                        KernelCall.size(a.leading(2).size()),
                        KernelCall.size(rows(a)),
                        KernelCall.size(n),
                        KernelCall.size(terms(a)),
                        KernelCall.flag(transposeA),
                        KernelCall.flag(transposeB),
                        KernelCall.flag(false),
                        KernelCall.real(1))
                .bySample());
    }

    @Override
    public void reference(Reference r) {
        Shape a = r.inputType(0).shape();
        Shape b = r.inputType(1).shape();
        int m = r.size(rows(a));
        int n = r.size(columns(b));
        int k = r.size(terms(a));
        for (int i = 0; i < r.result(0).length; i++) {
            int place = i / (m * n);
            int row = i / n % m;
            int column = i % n;
            for (int t = 0; t < k; t++) {
                double left = r.input(0)[place * m * k + (transposeA ? t * m + row : row * k + t)];
                double right = r.input(1)[place * k * n + (transposeB ? column * k + t : t * n + column)];
                r.result(0)[i] += left * right;
            }
        }
    }
}
