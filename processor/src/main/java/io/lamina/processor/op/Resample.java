package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * Another number of places along one dimension: {@code y[..., o, block] = sum over i of w[o, i] x[..., i, block]}, where w says
 * how {@code small} and {@code large} places follow from each other.
 *
 * @param large the greater number of places
 * @param small the smaller one
 * @param transposed whether it goes against the kind's direction, as gradients do
 * @param after how many dimensions stand behind the one that changes
 */
public record Resample(Kind kind, int large, int small, boolean transposed, int after) implements Primitive {
    /** What a place is made of. */
    public enum Kind {
        /** From small to large: a mix of the two places around. */
        LINEAR,
        /** From large to small: the mean of the part that falls on the place. */
        MEAN
    }

    /** Larger by bilinear interpolation along one dimension. */
    static Resample linear(int from, int to, int after) {
        return new Resample(Kind.LINEAR, to, from, false, after);
    }

    /** Smaller by means of {@code to} parts along one dimension. */
    static Resample mean(int from, int to, int after) {
        return new Resample(Kind.MEAN, from, to, false, after);
    }

    private boolean grows() {
        return (kind == Kind.LINEAR) != transposed;
    }

    /** The most inputs that an output is made of. */
    public int terms() {
        int[] counts = new int[grows() ? large : small];
        forEach((l, s, weight) -> counts[grows() ? l : s]++);
        return Arrays.stream(counts).max().orElse(1);
    }

    @Override
    public String name() {
        String text = kind == Kind.LINEAR ? "upsample_linear" : "adaptive_mean";
        return transposed ? text + "_gradient" : text;
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        return List.of(TensorType.f32(inputs.get(0).shape().with(-1 - after, Dim.of(grows() ? large : small))));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> b.give(0, b.make(new Resample(kind, large, small, !transposed, after), dy)));
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        Shape in = inputs.get(0).shape();
        return List.of(KernelCall.of(
                        "ResampleKernels",
                        "resample",
                        KernelCall.result(0),
                        KernelCall.input(0),
                        KernelCall.size(in.leading(after + 1).size()),
                        KernelCall.size(in.trailing(after).size()),
                        new KernelCall.Argument.Geometry(
                                "Resampling", List.of(kind == Kind.LINEAR, large, small, transposed)))
                .bySample());
    }

    /** One place's share in another. */
    private interface Share {
        void at(int large, int small, double weight);
    }

    private void forEach(Share share) {
        if (kind == Kind.MEAN) {
            for (int s = 0; s < small; s++) {
                int from = s * large / small;
                int to = ((s + 1) * large + small - 1) / small;
                for (int l = from; l < to; l++) {
                    share.at(l, s, 1.0 / (to - from));
                }
            }
            return;
        }
        for (int l = 0; l < large; l++) {
            double place = Math.max(0, (l + 0.5) * small / large - 0.5);
            int first = (int) place;
            share.at(l, first, 1 - (place - first));
            share.at(l, Math.min(first + 1, small - 1), place - first);
        }
    }

    @Override
    public void reference(Reference r) {
        Shape in = r.inputType(0).shape();
        int n = r.size(in.leading(after + 1).size());
        int block = r.size(in.trailing(after).size());
        int from = grows() ? small : large;
        int to = grows() ? large : small;
        for (int i = 0; i < n; i++) {
            int firstIn = i * from;
            int firstOut = i * to;
            forEach((l, s, weight) -> {
                for (int c = 0; c < block; c++) {
                    r.result(0)[(firstOut + (grows() ? l : s)) * block + c] +=
                            weight * r.input(0)[(firstIn + (grows() ? s : l)) * block + c];
                }
            });
        }
    }
}
