package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link PlainAttention} on vectors; rows are whole vectors long. */
final class VectorAttention {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorAttention() {}

    static void exponentials(float[] x, int xo, int n, float scale, float shift) {
        VectorMath.expOrNothing(x, xo, x, xo, n, scale, -shift);
    }

    /**
     * The largest of n: what is no number may be passed over. Compared as integers in the end, of which the smaller of two negative ones has the
     * larger bits; the JIT's maximum of floats looks after NaN and the signs of zeros. Each vector just loaded is asked, as in {@link
     * VectorSoftmax#max}.
     */
    static float max(float[] x, int xo, int n) {
        FloatVector max = FloatVector.fromArray(S, x, xo);
        for (int i = L; i < n - L; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            max = v.blend(max, v.compare(VectorOperators.LE, max));
        }
        FloatVector last = FloatVector.fromArray(S, x, xo + n - L);
        IntVector bits = last.blend(max, last.compare(VectorOperators.LE, max)).reinterpretAsInts();
        int largest = bits.lanewise(VectorOperators.ASHR, 31)
                .lanewise(VectorOperators.LSHR, 1)
                .lanewise(VectorOperators.XOR, bits)
                .reduceLanes(VectorOperators.MAX);
        return Float.intBitsToFloat(largest ^ (largest >> 31 >>> 1));
    }

    /** {@link VectorMath#expOrNothing} in place, and the sums lane by lane. */
    static void summed(float[] x, int xo, int n, float scale, float shift, float[] parts, int po) {
        FloatVector sum = FloatVector.fromArray(S, VectorPanels.ZEROS, 0);
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = VectorMath.ROUNDER.reinterpretAsFloats();
            FloatVector argument = FloatVector.fromArray(S, x, xo + i)
                    .fma(FloatVector.broadcast(S, scale), FloatVector.broadcast(S, -shift));
            FloatVector rounded = argument.fma(VectorMath.LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    VectorMath.MINUS_LN2_LOW.reinterpretAsFloats(),
                    whole.fma(VectorMath.MINUS_LN2_HIGH.reinterpretAsFloats(), argument));
            FloatVector rr = r.mul(r);
            FloatVector p = VectorMath.E7
                    .reinterpretAsFloats()
                    .fma(r, VectorMath.E6.reinterpretAsFloats())
                    .fma(rr, VectorMath.E5.reinterpretAsFloats().fma(r, VectorMath.E4.reinterpretAsFloats()))
                    .fma(rr, VectorMath.E3.reinterpretAsFloats().fma(r, VectorMath.E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(VectorMath.ONE.reinterpretAsFloats());
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(power.add(VectorMath.ONE_BITS).reinterpretAsFloats())
                    .blend(
                            VectorMath.ZERO.reinterpretAsFloats(),
                            argument.compare(VectorOperators.LT, PlainMath.NOTHING));
            e.intoArray(x, xo + i);
            sum = e.add(sum);
        }
        sum.intoArray(parts, po);
    }

    /** {@link AttentionTile#weigh}: panel by panel, as a tile's rows lie where copied rows would. */
    static void weigh(
            float[] y,
            int yo,
            int yStep,
            float[] scratch,
            int tile,
            int po,
            int so,
            int s,
            int j,
            int rows,
            int columns,
            int size,
            boolean accumulate) {
        int most = WARMUP.terms(columns, rows, size);
        for (int k = 0; k < columns; k += most) {
            int terms = Math.min(most, columns - k);
            float[] start = accumulate || k > 0 ? y : Kernels.NONE;
            int panel = po;
            for (int c = 0; c < size; ) {
                int wide = VectorPanels.columns(size - c);
                int width = VectorPanels.width(wide);
                for (int i = 0; i < rows; ) {
                    int few = Math.min(VectorOuter.rows(rows - i), rows - i);
                    int to = yo + i * yStep + c;
                    VectorBlocks.tile(
                            y,
                            to,
                            yStep,
                            start,
                            to,
                            yStep,
                            scratch,
                            tile + i * AttentionTile.STEP + k,
                            scratch,
                            panel + (j + k) * width,
                            scratch,
                            so,
                            few,
                            terms,
                            wide);
                    i += few;
                }
                panel += s * width;
                c += wide;
            }
        }
    }

    static float dot(float[] a, int ao, float[] b, int bo, int n) {
        return n < L ? PlainDense.dot(a, ao, b, bo, n) : VectorSoftmax.dot(a, ao, b, bo, n);
    }

    /** {@link #exponentials}, then {@link #gradient}. */
    static void both(float[] x, int dO, int po, int n, float scale, float shift, float delta, float factor) {
        for (int i = 0; i < n; i += L) {
            FloatVector rounder = VectorMath.ROUNDER.reinterpretAsFloats();
            FloatVector argument = FloatVector.fromArray(S, x, po + i)
                    .fma(FloatVector.broadcast(S, scale), FloatVector.broadcast(S, -shift));
            FloatVector rounded = argument.fma(VectorMath.LOG2_E.reinterpretAsFloats(), rounder);
            FloatVector whole = rounded.sub(rounder);
            FloatVector r = whole.fma(
                    VectorMath.MINUS_LN2_LOW.reinterpretAsFloats(),
                    whole.fma(VectorMath.MINUS_LN2_HIGH.reinterpretAsFloats(), argument));
            FloatVector rr = r.mul(r);
            FloatVector p = VectorMath.E7
                    .reinterpretAsFloats()
                    .fma(r, VectorMath.E6.reinterpretAsFloats())
                    .fma(rr, VectorMath.E5.reinterpretAsFloats().fma(r, VectorMath.E4.reinterpretAsFloats()))
                    .fma(rr, VectorMath.E3.reinterpretAsFloats().fma(r, VectorMath.E2.reinterpretAsFloats()));
            p = p.fma(rr, r).add(VectorMath.ONE.reinterpretAsFloats());
            IntVector power = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.mul(power.add(VectorMath.ONE_BITS).reinterpretAsFloats())
                    .blend(
                            VectorMath.ZERO.reinterpretAsFloats(),
                            argument.compare(VectorOperators.LT, PlainMath.NOTHING));
            e.intoArray(x, po + i);
            FloatVector.fromArray(S, x, dO + i).sub(delta).mul(e).mul(factor).intoArray(x, dO + i);
        }
    }

    static void gradient(float[] d, int dO, float[] p, int po, int n, float delta, float scale) {
        for (int j = 0; j < n; j += L) {
            FloatVector v = FloatVector.fromArray(S, d, dO + j).sub(delta);
            v.mul(FloatVector.fromArray(S, p, po + j)).mul(scale).intoArray(d, dO + j);
        }
    }
}
