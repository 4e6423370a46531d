package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
            case Activations.GELU_TANH:
                VectorGelu.forward(y, yo, x, xo, n);
                break;
            case Activations.TANH:
                VectorMath.tanh(y, yo, x, xo, n);
                break;
            case Activations.SIGMOID:
                VectorMath.sigmoid(y, yo, x, xo, n);
                break;
            case Activations.HARD_SIGMOID:
                hardSigmoid(y, yo, x, xo, n);
                break;
            case Activations.HARD_SWISH:
                hardSwish(y, yo, x, xo, n);
                break;
            case Activations.EXP:
                VectorMath.exp(y, yo, x, xo, n, 1f, 0f);
                break;
            case Activations.LOG:
                VectorMath.log(y, yo, x, xo, n);
                break;
            case Activations.SQUARE:
                VectorArithmetic.multiply(y, yo, x, xo, x, xo, n);
                break;
            default:
                VectorActivationSteps.forward(y, yo, x, xo, n, activation);
        }
    }

    private static void relu(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            // max(0) takes twice as long: it looks after the signs of zeros
            v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
        }
    }

    private static void leakyRelu(float[] y, int yo, float[] x, int xo, int n, float alpha) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.mul(alpha).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(y, yo + i);
        }
    }

    private static void hardSigmoid(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.mul(PlainActivation.SIXTH).add(0.5f).max(0f).min(1f).intoArray(y, yo + i);
        }
    }

    private static void hardSwish(float[] y, int yo, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            v.mul(PlainActivation.SIXTH).add(0.5f).max(0f).min(1f).mul(v).intoArray(y, yo + i);
        }
    }
}
