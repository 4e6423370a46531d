package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;

import io.lamina.runtime.CounterRandom;
import java.util.Arrays;
import java.util.Random;

/** One attention with its tensors, run by the kernels and by obvious loops in double. Queries, keys and values lie in one row. */
final class AttentionCase {
    /** How keys are hidden, or weighed, beside positions. */
    enum Mask {
        NONE,
        KEYS,
        PAIRS,
        BIAS_OF_KEYS,
        BIAS_OF_PAIRS;

        boolean isBias() {
            return this == BIAS_OF_KEYS || this == BIAS_OF_PAIRS;
        }

        boolean isOfPairs() {
            return this == PAIRS || this == BIAS_OF_PAIRS;
        }
    }

    static final long KEY = 77;
    private static final int FIRST = 5;

    final int n;
    final int t;
    final int s;
    final int heads;
    final int kvHeads;
    final int size;
    final int valueSize;
    final boolean causal;
    final int window;
    final Mask mask;
    final boolean hasLengths;
    final float rate;
    final float scale;
    final AttentionGeometry geometry;
    final float[] q;
    final float[] k;
    final float[] v;
    final float[] dout;
    final float[] dweights;
    final int[] seen;
    final float[] bias;
    final int[] lengths;

    AttentionCase(
            int n,
            int t,
            int s,
            int heads,
            int kvHeads,
            int size,
            int valueSize,
            boolean causal,
            int window,
            Mask mask,
            boolean hasLengths,
            float rate) {
        this.n = n;
        this.t = t;
        this.s = s;
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.size = size;
        this.valueSize = valueSize;
        this.causal = causal;
        this.window = window;
        this.mask = mask;
        this.hasLengths = hasLengths;
        this.rate = rate;
        this.scale = (float) (1 / Math.sqrt(size));
        this.geometry = new AttentionGeometry(
                heads, kvHeads, size, valueSize, qStep(), kStep(), vStep(), causal, window, mask.isOfPairs());
        q = Tensors.random(1, n * t * qStep());
        k = Tensors.random(2, n * s * kStep());
        v = Tensors.random(3, n * s * vStep());
        dout = Tensors.random(4, n * t * heads * valueSize);
        dweights = Tensors.random(5, n * heads * t * s);
        for (int i = OFFSET; i < q.length; i++) {
            q[i] *= 3;
        }
        Random random = new Random(6);
        int masks = n * geometry.maskSize(t, s);
        seen = mask == Mask.NONE || mask.isBias() ? Kernels.NO_INTS : new int[OFFSET + masks];
        for (int i = OFFSET; i < seen.length; i++) {
            seen[i] = random.nextInt(3);
        }
        bias = mask.isBias() ? Tensors.random(7, masks) : Kernels.NONE;
        for (int i = OFFSET; i < bias.length; i++) {
            bias[i] = random.nextInt(4) == 0 ? Float.NEGATIVE_INFINITY : 2 * bias[i];
        }
        lengths = hasLengths ? new int[OFFSET + n] : Kernels.NO_INTS;
        for (int i = OFFSET; i < lengths.length; i++) {
            lengths[i] = i == OFFSET ? 0 : random.nextInt(s + 1);
        }
    }

    /** Rows are longer than what is read of them. */
    int qStep() {
        return heads * size + 3;
    }

    int kStep() {
        return kvHeads * size + 5;
    }

    int vStep() {
        return kvHeads * valueSize + 1;
    }

    @Override
    public String toString() {
        return n + "x" + t + "x" + s + " heads " + heads + "/" + kvHeads + " of " + size + "/" + valueSize
                + (causal ? " causal" : "") + (window > 0 ? " window " + window : "") + " mask " + mask
                + (hasLengths ? " lengths" : "") + (rate > 0 ? " dropout" : "");
    }

    private static int offset(Object array) {
        return java.lang.reflect.Array.getLength(array) == 0 ? 0 : OFFSET;
    }

    void forward(float[] out, float[] lse, float[] weights) {
        float[] scratch = new float[1 + AttentionKernels.scratch(s, size, valueSize)];
        Arrays.fill(scratch, Float.NaN);
        AttentionKernels.forward(
                out,
                OFFSET,
                lse,
                offset(lse),
                weights,
                offset(weights),
                q,
                OFFSET,
                k,
                OFFSET,
                v,
                OFFSET,
                seen,
                offset(seen),
                bias,
                offset(bias),
                lengths,
                offset(lengths),
                scratch,
                1,
                n,
                t,
                s,
                geometry,
                scale,
                FIRST,
                KEY,
                rate);
    }

    void backward(
            float[] dq, float[] dk, float[] dv, float[] dbias, float[] dw, float[] out, float[] lse, float[] weights) {
        float[] scratch = new float[1 + AttentionKernels.backwardScratch(s, size, valueSize)];
        Arrays.fill(scratch, Float.NaN);
        AttentionKernels.backward(
                dq,
                OFFSET,
                dk,
                OFFSET,
                dv,
                OFFSET,
                dbias,
                offset(dbias),
                dout,
                OFFSET,
                dw,
                offset(dw),
                out,
                OFFSET,
                lse,
                OFFSET,
                weights,
                offset(weights),
                q,
                OFFSET,
                k,
                OFFSET,
                v,
                OFFSET,
                seen,
                offset(seen),
                bias,
                offset(bias),
                lengths,
                offset(lengths),
                scratch,
                1,
                n,
                t,
                s,
                geometry,
                scale,
                FIRST,
                KEY,
                rate);
    }

    /** Whether a query sees a key, apart from a bias. */
    private boolean sees(int b, int i, int j) {
        boolean position = (!causal || j <= i) && (window == 0 || j > i - window);
        boolean counted = !hasLengths || j < lengths[OFFSET + b];
        return position && counted && (seen.length == 0 || seen[OFFSET + maskAt(b, i, j)] != 0);
    }

    private int maskAt(int b, int i, int j) {
        return mask.isOfPairs() ? (b * t + i) * s + j : b * s + j;
    }

    private double kept(int b, int h, int i, int j) {
        long index = (FIRST + (long) (b * heads + h) * t + i) * s + j;
        return rate == 0 ? 1 : CounterRandom.uniform(KEY, index) >= rate ? 1.0 / (1.0 - rate) : 0;
    }

    /** Results and gradients in double, without offsets. */
    final class Expected {
        final double[] out = new double[n * t * heads * valueSize];
        final double[] lse = new double[n * heads * t];
        final double[] weights = new double[n * heads * t * s];
        final double[] dq = new double[q.length - OFFSET];
        final double[] dk = new double[k.length - OFFSET];
        final double[] dv = new double[v.length - OFFSET];
        final double[] dbias = new double[Math.max(0, bias.length - OFFSET)];

        Expected(boolean gradientOfWeights) {
            for (int b = 0; b < n; b++) {
                for (int h = 0; h < heads; h++) {
                    for (int i = 0; i < t; i++) {
                        row(b, h, i, gradientOfWeights);
                    }
                }
            }
        }

        private void row(int b, int h, int i, boolean gradientOfWeights) {
            int kv = h / (heads / kvHeads);
            int row = (b * heads + h) * t + i;
            int query = (b * t + i) * qStep() + h * size;
            int result = (b * t + i) * heads * valueSize + h * valueSize;
            double[] score = new double[s];
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < s; j++) {
                double dot = 0;
                for (int c = 0; c < size; c++) {
                    dot += (double) q[OFFSET + query + c] * k[OFFSET + (b * s + j) * kStep() + kv * size + c];
                }
                double added = bias.length == 0 ? 0 : bias[OFFSET + maskAt(b, i, j)];
                score[j] = sees(b, i, j) ? dot * scale + added : Double.NEGATIVE_INFINITY;
                max = Math.max(max, score[j]);
            }
            if (max == Double.NEGATIVE_INFINITY) {
                return;
            }
            double sum = 0;
            for (int j = 0; j < s; j++) {
                sum += Math.exp(score[j] - max);
            }
            lse[row] = max + Math.log(sum);
            double[] dp = new double[s];
            double delta = 0;
            for (int j = 0; j < s; j++) {
                double p = Math.exp(score[j] - lse[row]);
                weights[row * s + j] = p;
                double kept = kept(b, h, i, j);
                for (int c = 0; c < valueSize; c++) {
                    int value = (b * s + j) * vStep() + kv * valueSize + c;
                    out[result + c] += p * kept * v[OFFSET + value];
                    dv[value] += p * kept * dout[OFFSET + result + c];
                    dp[j] += kept * dout[OFFSET + result + c] * v[OFFSET + value];
                }
                dp[j] += gradientOfWeights ? dweights[OFFSET + row * s + j] : 0;
                delta += p * dp[j];
            }
            for (int j = 0; j < s; j++) {
                double ds = weights[row * s + j] * (dp[j] - delta);
                if (dbias.length > 0) {
                    dbias[maskAt(b, i, j)] += ds;
                }
                for (int c = 0; c < size; c++) {
                    int keyAt = (b * s + j) * kStep() + kv * size + c;
                    dq[query + c] += scale * ds * k[OFFSET + keyAt];
                    dk[keyAt] += scale * ds * q[OFFSET + query + c];
                }
            }
        }
    }
}
