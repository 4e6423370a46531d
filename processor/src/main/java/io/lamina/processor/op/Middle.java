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
 * Sums, means and repeats over dimensions in the middle: {@code [before..., middle..., after...]} and
 * {@code [before..., after...]}.
 *
 * @param middle how many dimensions go or come
 * @param after how many dimensions stand behind them
 */
public record Middle(Kind kind, int after, Shape middle) implements Primitive {
    /** What is done over the middle. */
    public enum Kind {
        MEAN("meanMiddle"),
        SUM("sumMiddle"),
        SPREAD_MEAN("spreadMean"),
        SPREAD("spread");

        private final String method;

        Kind(String method) {
            this.method = method;
        }

        boolean isSpread() {
            return this == SPREAD || this == SPREAD_MEAN;
        }

        /** The kind that is this one's gradient. */
        Kind opposite() {
            return switch (this) {
                case MEAN -> SPREAD_MEAN;
                case SUM -> SPREAD;
                case SPREAD_MEAN -> MEAN;
                case SPREAD -> SUM;
            };
        }
    }

    /** The mean over {@code count} dimensions of a tensor in front of its last {@code after}. */
    static Middle mean(TensorType type, int after, int count) {
        return new Middle(Kind.MEAN, after, type.shape().leading(after).trailing(count));
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        Shape last = in.trailing(after);
        Shape before = kind.isSpread() ? in.leading(after) : in.leading(after + middle.rank());
        return List.of(TensorType.f32(kind.isSpread() ? before.append(middle).append(last) : before.append(last)));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Middle(kind.opposite(), after, middle), dy)));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        Shape before = kind.isSpread() ? in.leading(after) : in.leading(after + middle.rank());
        KernelCall call = KernelCall.of(
                "ReduceKernels",
                kind.method,
                KernelCall.result(0),
                KernelCall.input(0),
                KernelCall.size(before.size()),
                KernelCall.size(middle.size()),
                KernelCall.size(in.trailing(after).size()));
        // Where the batch itself is the middle, a sample's share depends on its size.
        return List.of(before.size().without(Dim.BATCH.toString()).isPresent() ? call.bySample() : call);
    }

    @Override
    public void reference(Reference r) {
        Dim last = r.inputType(0).shape().trailing(after).size();
        int c = r.size(last);
        int m = r.size(middle.size());
        double factor = kind == Kind.MEAN || kind == Kind.SPREAD_MEAN ? 1.0 / m : 1;
        int large = Math.max(r.input(0).length, r.result(0).length);
        for (int i = 0; i < large; i++) {
            int small = i / (m * c) * c + i % c;
            if (kind.isSpread()) {
                r.result(0)[i] = r.input(0)[small] * factor;
            } else {
                r.result(0)[small] += r.input(0)[i] * factor;
            }
        }
    }
}
