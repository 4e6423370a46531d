package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The gradients of functions whose slope needs an exponential or a tanh again, in steps as in {@link VectorActivationSteps}. */
final class VectorActivationStepsBackward {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivationStepsBackward() {}

    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation) {
        float[] s = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            block(dx, dxo + i, dy, dyo + i, v, vo + i, s, size, activation);
        }
    }

    private static void block(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] s, int n, int activation) {
        switch (activation) {
            case Activations.GELU:
                VectorActivationSteps.bells(s, v, vo, n);
                VectorMath.normal(s, VectorScratch.SECOND_BLOCK, v, vo, s, 0, n);
                gelu(dx, dxo, dy, dyo, v, vo, s, n);
                break;
            case Activations.SILU:
                VectorMath.exp(s, 0, v, vo, n, -1f, 0f);
                silu(dx, dxo, dy, dyo, v, vo, s, n);
                break;
            case Activations.SOFTPLUS:
                VectorMath.exp(s, 0, v, vo, n, -1f, 0f);
                softplus(dx, dxo, dy, dyo, s, n);
                break;
            case Activations.MISH:
                VectorActivationSteps.expsForMish(s, v, vo, n);
                mish(dx, dxo, dy, dyo, v, vo, s, n);
                break;
            default:
                throw PlainActivation.unknown(activation);
        }
    }

    /** {@code Phi(v) + v * phi(v)} from the two blocks of {@code s}: bells, and Phi. */
    private static void gelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] s, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector normal = FloatVector.fromArray(S, s, VectorScratch.SECOND_BLOCK + i);
            FloatVector.fromArray(S, s, i)
                    .mul(PlainActivation.NORMAL_DENSITY)
                    .fma(FloatVector.fromArray(S, v, vo + i), normal)
                    .mul(d)
                    .intoArray(dx, dxo + i);
        }
    }

    /** {@code s + v * s * (1 - s)} with the sigmoid s. */
    private static void silu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector one = VectorMath.ONE.reinterpretAsFloats();
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector s = one.div(FloatVector.fromArray(S, exps, i).add(one));
            s.mul(one.sub(s)).fma(FloatVector.fromArray(S, v, vo + i), s).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void softplus(float[] dx, int dxo, float[] dy, int dyo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector one = VectorMath.ONE.reinterpretAsFloats();
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            one.div(FloatVector.fromArray(S, exps, i).add(one)).mul(d).intoArray(dx, dxo + i);
        }
    }

    /** {@code t + v * (1 - t^2) * sigmoid(v)} with {@code t = tanh(softplus(v))}. */
    private static void mish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector one = VectorMath.ONE.reinterpretAsFloats();
            FloatVector e = FloatVector.fromArray(S, exps, i);
            FloatVector q = e.mul(e.add(2f));
            FloatVector t = q.div(q.add(2f));
            t.neg()
                    .fma(t, one)
                    .mul(e.div(e.add(one)))
                    .fma(FloatVector.fromArray(S, v, vo + i), t)
                    .mul(FloatVector.fromArray(S, dy, dyo + i))
                    .intoArray(dx, dxo + i);
        }
    }
}
