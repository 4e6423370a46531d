package io.lamina.processor.op;

import io.lamina.processor.ir.Backward;
import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Reference;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta} with the mean and variance of this batch, over all
 * dimensions but the last: inputs x[..., C], gamma[C], beta[C]. Results: y, mean, biased variance, and the sums of chunks that
 * only the kernels read.
 */
public record BatchNorm(float epsilon) implements Primitive {
    /** Chunks of rows that the kernels make sums in, {@code NormKernels.CHUNKS}. */
    static final int CHUNKS = 32;

    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public List<TensorType> results(List<TensorType> inputs) {
        TensorType row = inputs.get(1);
        return List.of(inputs.get(0), row, row, chunkSums(inputs.get(0), Statistics.SUMS));
    }

    /** The sums that each chunk of rows has, for each channel. */
    static TensorType chunkSums(TensorType x, int sums) {
        return TensorType.f32(Shape.of(Dim.of(CHUNKS), Dim.of(sums), x.shape().dim(-1)));
    }

    static KernelCall.Argument rows(TensorType x) {
        return KernelCall.size(x.shape().leading(1).size());
    }

    static KernelCall.Argument channels(TensorType x) {
        return KernelCall.size(x.shape().dim(-1));
    }

    @Override
    public void gradient(Backward b) {
        b.grad(0).ifPresent(dy -> {
            BatchNormGradient op = new BatchNormGradient(epsilon, Activate.LINEAR);
            List<Value> gradients = b.makeAll(op, dy, b.input(0), b.result(1), b.result(2), b.input(1));
            for (int i = 0; i < 3; i++) {
                if (b.needs(i)) {
                    b.give(i, gradients.get(i));
                }
            }
        });
    }

    @Override
    public List<KernelCall> kernel(List<TensorType> inputs) {
        TensorType x = inputs.get(0);
        List<KernelCall> calls = new ArrayList<>(Statistics.calls(x, 1));
        calls.add(Normalize.call(
                x, KernelCall.made(1), KernelCall.made(2), new KernelCall.Argument.Absent(), epsilon, Activate.LINEAR));
        return calls;
    }

    @Override
    public void reference(Reference r) {
        double[] x = r.input(0);
        int c = r.result(1).length;
        Statistics.of(x, r.result(1), r.result(2));
        for (int i = 0; i < x.length; i++) {
            double deviation = Math.sqrt(r.result(2)[i % c] + epsilon);
            r.result(0)[i] = r.input(1)[i % c] * (x[i] - r.result(1)[i % c]) / deviation + r.input(2)[i % c];
        }
    }

    /** The mean and the biased variance of each channel: input x. Results: mean, variance, the sums of chunks. */
    public record Statistics() implements Primitive {
        private static final int SUMS = 3;

        @Override
        public String name() {
            return "batch_statistics";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            TensorType row = TensorType.f32(inputs.get(0).shape().trailing(1));
            return List.of(row, row, chunkSums(inputs.get(0), SUMS));
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return calls(inputs.get(0), 0);
        }

        /** The calls of a primitive whose results from {@code first} on are mean, variance and the sums of chunks. */
        private static List<KernelCall> calls(TensorType x, int first) {
            KernelCall moments = KernelCall.of(
                            "NormKernels",
                            "moments",
                            KernelCall.result(first + 2),
                            KernelCall.input(0),
                            rows(x),
                            channels(x))
                    .byRange(Dim.of(CHUNKS), 1);
            KernelCall statistics = KernelCall.of(
                    "NormKernels",
                    "statistics",
                    KernelCall.result(first),
                    KernelCall.result(first + 1),
                    KernelCall.made(first + 2),
                    rows(x),
                    channels(x));
            return List.of(moments, statistics);
        }

        @Override
        public void reference(Reference r) {
            of(r.input(0), r.result(0), r.result(1));
        }

        private static void of(double[] x, double[] mean, double[] variance) {
            int c = mean.length;
            int n = x.length / c;
            for (int i = 0; i < x.length; i++) {
                mean[i % c] += x[i] / n;
            }
            for (int i = 0; i < x.length; i++) {
                double centred = x[i] - mean[i % c];
                variance[i % c] += centred * centred / n;
            }
        }
    }

    /**
     * {@code running = keep running + (1 - keep) batch}: inputs running (which is overwritten) and the batch's statistic.
     *
     * @param unbiased whether the batch's variance is corrected by {@code n / (n - 1)}
     * @param places how many places of each channel the statistic is of
     */
    public record UpdateRunning(float keep, boolean unbiased, Dim places) implements Primitive.Effect {
        @Override
        public int target() {
            return 0;
        }

        @Override
        public String name() {
            return "update_running";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of(
                    "NormKernels",
                    "updateRunning",
                    KernelCall.input(0),
                    KernelCall.input(1),
                    channels(inputs.get(0)),
                    KernelCall.size(places),
                    KernelCall.real(keep),
                    KernelCall.flag(unbiased)));
        }

        @Override
        public void reference(Reference r) {
            int n = r.size(places);
            double correction = unbiased && n > 1 ? n / (n - 1.0) : 1;
            for (int i = 0; i < r.input(0).length; i++) {
                r.input(0)[i] = keep * r.input(0)[i] + (1 - keep) * correction * r.input(1)[i];
            }
        }
    }

    /** Counts the batches seen: input a counter, which is overwritten. */
    public record CountBatch() implements Primitive.Effect {
        @Override
        public int target() {
            return 0;
        }

        @Override
        public String name() {
            return "count_batch";
        }

        @Override
        public List<TensorType> results(List<TensorType> inputs) {
            return List.of();
        }

        @Override
        public List<KernelCall> kernel(List<TensorType> inputs) {
            return List.of(KernelCall.of("NormKernels", "countBatch", KernelCall.input(0)));
        }

        @Override
        public void reference(Reference r) {
            r.input(0)[0]++;
        }
    }
}
