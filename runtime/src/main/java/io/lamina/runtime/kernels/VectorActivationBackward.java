package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link ActivationKernels#backward} on vectors, a loop per function as in {@link VectorActivation}. */
final class VectorActivationBackward {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivationBackward() {}

    static void backward(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        if (n < L || activation == Activations.LINEAR) {
            PlainActivation.backward(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
        } else {
            vectors(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
        }
    }

    private static void vectors(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        switch (activation) {
            case Activations.RELU:
                relu(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.LEAKY_RELU:
                leakyRelu(dx, dxo, dy, dyo, v, vo, n, alpha);
                break;
            case Activations.ELU:
                elu(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SELU:
                selu(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.GELU:
                gelu(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.GELU_TANH:
                geluTanh(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SILU:
                silu(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.TANH:
                tanh(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SIGMOID:
                sigmoid(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.HARD_SIGMOID:
                hardSigmoid(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.HARD_SWISH:
                hardSwish(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SOFTPLUS:
                softplus(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.MISH:
                mish(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.EXP:
                exp(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.LOG:
                log(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SQUARE:
                square(dx, dxo, dy, dyo, v, vo, n);
                break;
            default:
                throw PlainActivation.unknown(activation);
        }
    }

    private static void relu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = VectorFunctions.reluGradient(d, a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void leakyRelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, float alpha) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = VectorFunctions.leakyReluGradient(d, a, alpha);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void elu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = VectorFunctions.eluGradient(d, a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void selu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = VectorFunctions.seluGradient(d, a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void gelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.geluSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void geluTanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.geluTanhSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void silu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.siluSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void tanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.oneMinusSquare(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void sigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.sigmoidSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void hardSigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = VectorFunctions.hardSigmoidGradient(d, a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void hardSwish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.hardSwishSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void softplus(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorMath.sigmoid(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void mish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(VectorFunctions.mishSlope(a));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void exp(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void log(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.div(a);
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }

    private static void square(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        FloatVector d = FloatVector.fromArray(S, dy, dyo);
        FloatVector a = FloatVector.fromArray(S, v, vo);
        for (int i = 0; i < n; i += L) {
            int next = Math.min(i + L, n - L);
            FloatVector result = d.mul(a.mul(2f));
            d = FloatVector.fromArray(S, dy, dyo + next);
            a = FloatVector.fromArray(S, v, vo + next);
            result.intoArray(dx, dxo + Math.min(i, n - L));
        }
    }
}
