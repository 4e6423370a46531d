package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ActivationKernels#forward} on vectors. Each function has a loop of its own: a loop over a function it is handed
 * would box its vectors as soon as it is handed several. No vector lives from one turn of a loop to the next, as JDK 17 may
 * box those where the loop is inlined into another.
 */
final class VectorActivation {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivation() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        if (activation == Activations.LINEAR) {
            PlainActivation.forward(y, yo, x, xo, n, activation, alpha);
            return;
        }
        int whole = n - n % L;
        if (whole > 0) {
            vectors(y, yo, x, xo, whole, activation, alpha);
        }
        if (whole < n) {
            padded(y, yo + whole, x, xo + whole, n - whole, activation, alpha);
        }
    }

    /** Fewer elements than lanes: rounded as all others, so that a sample alone has the bits that it has in a batch. */
    private static void padded(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        float[] scratch = VectorScratch.get();
        int at = VectorScratch.FIRST_PADDED;
        System.arraycopy(x, xo, scratch, at, n);
        vectors(scratch, at, scratch, at, L, activation, alpha);
        System.arraycopy(scratch, at, y, yo, n);
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
                VectorActivationSteps.gelu(y, yo, x, xo, n);
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
                VectorActivationSteps.softplus(y, yo, x, xo, n);
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
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.max(0f).intoArray(y, yo + i);
        }
    }

    private static void leakyRelu(float[] y, int yo, float[] x, int xo, int n, float alpha) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.leakyRelu(v, alpha).intoArray(y, yo + i);
        }
    }

    private static void elu(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.elu(v).intoArray(y, yo + i);
        }
    }

    private static void selu(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.selu(v).intoArray(y, yo + i);
        }
    }

    private static void geluTanh(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.geluTanh(v).intoArray(y, yo + i);
        }
    }

    private static void silu(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.silu(v).intoArray(y, yo + i);
        }
    }

    private static void tanh(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.tanh(v).intoArray(y, yo + i);
        }
    }

    private static void sigmoid(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.sigmoid(v).intoArray(y, yo + i);
        }
    }

    private static void hardSigmoid(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.hardSigmoid(v).intoArray(y, yo + i);
        }
    }

    private static void hardSwish(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.hardSwish(v).intoArray(y, yo + i);
        }
    }

    private static void mish(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.mish(v).intoArray(y, yo + i);
        }
    }

    private static void exp(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.exp(v).intoArray(y, yo + i);
        }
    }

    private static void log(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.log(v).intoArray(y, yo + i);
        }
    }

    private static void square(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorFunctions.square(v).intoArray(y, yo + i);
        }
    }
}
