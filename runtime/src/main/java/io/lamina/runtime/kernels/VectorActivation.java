package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernels#forward} on vectors. Each function has a loop of its own: a loop over a function it is handed
 * would box its vectors as soon as it is handed several.
 */
final class VectorActivation {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivation() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        switch (activation) {
            case Activations.LINEAR:
                PlainActivation.forward(y, yo, x, xo, n, activation, alpha);
                break;
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
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector.fromArray(S, x, xo + i).max(0f).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorPart.load(x, xo + i, n - i).max(0f), y, yo + i, n - i);
        }
    }

    private static void leakyRelu(float[] y, int yo, float[] x, int xo, int n, float alpha) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.leakyRelu(FloatVector.fromArray(S, x, xo + i), alpha)
                    .intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.leakyRelu(VectorPart.load(x, xo + i, n - i), alpha), y, yo + i, n - i);
        }
    }

    private static void elu(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.elu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.elu(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void selu(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.selu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.selu(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void gelu(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.gelu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.gelu(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void geluTanh(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.geluTanh(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.geluTanh(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void silu(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.silu(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.silu(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void tanh(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.tanh(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorMath.tanh(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void sigmoid(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.sigmoid(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorMath.sigmoid(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void hardSigmoid(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.hardSigmoid(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.hardSigmoid(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void hardSwish(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.hardSwish(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.hardSwish(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void softplus(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.softplus(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorMath.softplus(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void mish(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.mish(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.mish(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void exp(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.exp(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorMath.exp(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void log(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorMath.log(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorMath.log(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }

    private static void square(float[] y, int yo, float[] x, int xo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            VectorFunctions.square(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
        }
        if (i < n) {
            VectorPart.store(VectorFunctions.square(VectorPart.load(x, xo + i, n - i)), y, yo + i, n - i);
        }
    }
}
