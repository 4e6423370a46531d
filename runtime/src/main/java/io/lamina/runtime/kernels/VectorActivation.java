package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernels#forward} on vectors. Each function has a loop of its own: a loop over a function it is handed
 * would box its vectors as soon as it is handed several.
 *
 * <p>The last vector overlaps the one before where n is no multiple of the lanes. It is loaded before that one is stored, so
 * in place it is computed from its inputs, too.
 */
final class VectorActivation {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivation() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        if (n < L || activation == Activations.LINEAR) {
            PlainActivation.forward(y, yo, x, xo, n, activation, alpha);
        } else {
            vectors(y, yo, x, xo, n, activation, alpha);
        }
    }

    private static void vectors(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        switch (activation) {
            case Activations.RELU:
                relu(y, yo, x, xo, n);
                break;
            case Activations.LEAKY_RELU:
                leakyRelu(y, yo, x, xo, n, alpha);
                break;
            case Activations.ELU:
                elu(y, yo, x, xo, n);
                break;
            case Activations.SELU:
                selu(y, yo, x, xo, n);
                break;
            case Activations.GELU:
                gelu(y, yo, x, xo, n);
                break;
            case Activations.GELU_TANH:
                geluTanh(y, yo, x, xo, n);
                break;
            case Activations.SILU:
                silu(y, yo, x, xo, n);
                break;
            case Activations.TANH:
                tanh(y, yo, x, xo, n);
                break;
            case Activations.SIGMOID:
                sigmoid(y, yo, x, xo, n);
                break;
            case Activations.HARD_SIGMOID:
                hardSigmoid(y, yo, x, xo, n);
                break;
            case Activations.HARD_SWISH:
                hardSwish(y, yo, x, xo, n);
                break;
            case Activations.SOFTPLUS:
                softplus(y, yo, x, xo, n);
                break;
            case Activations.MISH:
                mish(y, yo, x, xo, n);
                break;
            case Activations.EXP:
                exp(y, yo, x, xo, n);
                break;
            case Activations.LOG:
                log(y, yo, x, xo, n);
                break;
            case Activations.SQUARE:
                square(y, yo, x, xo, n);
                break;
            default:
                throw PlainActivation.unknown(activation);
        }
    }

    private static void relu(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = v.max(0f);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void leakyRelu(float[] y, int yo, float[] x, int xo, int n, float alpha) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.leakyRelu(v, alpha);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void elu(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.elu(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void selu(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.selu(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void gelu(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.gelu(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void geluTanh(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.geluTanh(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void silu(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.silu(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void tanh(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorMath.tanh(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void sigmoid(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorMath.sigmoid(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void hardSigmoid(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.hardSigmoid(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void hardSwish(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.hardSwish(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void softplus(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorMath.softplus(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void mish(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.mish(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void exp(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorMath.exp(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void log(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorMath.log(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }

    private static void square(float[] y, int yo, float[] x, int xo, int n) {
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int i = 0; i < n; i += L) {
            FloatVector result = VectorFunctions.square(v);
            v = FloatVector.fromArray(S, x, xo + Math.min(i + L, n - L));
            result.intoArray(y, yo + Math.min(i, n - L));
        }
    }
}
