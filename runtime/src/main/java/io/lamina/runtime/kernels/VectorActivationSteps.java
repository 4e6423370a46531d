package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions in several loops, block by block: one leaves an exponential in the scratch memory, the next reads it. The
 * blocks stay in the first-level cache.
 */
final class VectorActivationSteps {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivationSteps() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int activation) {
        float[] s = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            block(y, yo + i, x, xo + i, s, size, activation);
        }
    }

    private static void block(float[] y, int yo, float[] x, int xo, float[] s, int n, int activation) {
        switch (activation) {
            case Activations.ELU:
                VectorMath.expm1(s, 0, x, xo, n);
                elu(y, yo, x, xo, s, n);
                break;
            case Activations.SELU:
                VectorMath.expm1(s, 0, x, xo, n);
                selu(y, yo, x, xo, s, n);
                break;
            case Activations.GELU:
                bells(s, x, xo, n);
                VectorMath.normal(s, 0, x, xo, s, 0, n);
                VectorArithmetic.multiply(y, yo, s, 0, x, xo, n);
                break;
            case Activations.SILU:
                VectorMath.exp(s, 0, x, xo, n, -1f, 0f);
                silu(y, yo, x, xo, s, n);
                break;
            case Activations.SOFTPLUS:
                magnitudes(s, x, xo, n);
                VectorMath.exp(s, 0, s, 0, n, -1f, 0f);
                VectorMath.softplus(y, yo, x, xo, s, 0, n);
                break;
            case Activations.MISH:
                expsForMish(s, x, xo, n);
                mish(y, yo, x, xo, s, n);
                break;
            default:
                throw PlainActivation.unknown(activation);
        }
    }

    private static void elu(float[] y, int yo, float[] x, int xo, float[] negative, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, negative, i);
            e.blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
        }
    }

    private static void selu(float[] y, int yo, float[] x, int xo, float[] negative, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            FloatVector e = FloatVector.fromArray(S, negative, i).mul(PlainActivation.SELU_SCALE_ALPHA);
            e.blend(v.mul(PlainActivation.SELU_SCALE), v.compare(VectorOperators.GT, 0f))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code s = exp(-x^2 / 2)}. */
    static void bells(float[] s, float[] x, int xo, int n) {
        VectorArithmetic.multiply(s, 0, x, xo, x, xo, n);
        VectorMath.exp(s, 0, s, 0, n, -0.5f, 0f);
    }

    private static void silu(float[] y, int yo, float[] x, int xo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.ONE
                    .reinterpretAsFloats()
                    .div(FloatVector.fromArray(S, exps, i).add(VectorMath.ONE.reinterpretAsFloats()))
                    .mul(v)
                    .intoArray(y, yo + i);
        }
    }

    private static void magnitudes(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector.fromArray(S, x, xo + i).abs().intoArray(s, i);
        }
    }

    /** {@code exp(x)}, up to exp(30). */
    static void expsForMish(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector.fromArray(S, x, xo + i).min(PlainMath.MISH_HIGH).intoArray(s, i);
        }
        VectorMath.exp(s, 0, s, 0, n, 1f, 0f);
    }

    /** {@code x * tanh(softplus(x))}: the tanh is {@code t / (t + 2)} with {@code t = e * (e + 2)}. */
    private static void mish(float[] y, int yo, float[] x, int xo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector e = FloatVector.fromArray(S, exps, i);
            FloatVector t = e.mul(e.add(2f));
            t.div(t.add(2f)).mul(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
    }
}
