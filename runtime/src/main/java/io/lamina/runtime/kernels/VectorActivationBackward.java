package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ActivationKernels#backward} on vectors, a loop per function as in {@link VectorActivation}. */
final class VectorActivationBackward {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivationBackward() {}

    static void backward(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        if (activation == Activations.LINEAR) {
            PlainActivation.backward(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
            return;
        }
        int whole = n - n % L;
        if (whole > 0) {
            vectors(dx, dxo, dy, dyo, v, vo, whole, activation, alpha);
        }
        if (whole < n) {
            padded(dx, dxo + whole, dy, dyo + whole, v, vo + whole, n - whole, activation, alpha);
        }
    }

    private static void padded(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        float[] scratch = VectorScratch.get();
        int first = VectorScratch.FIRST_PADDED;
        int second = VectorScratch.SECOND_PADDED;
        System.arraycopy(dy, dyo, scratch, first, n);
        System.arraycopy(v, vo, scratch, second, n);
        vectors(scratch, first, scratch, first, scratch, second, L, activation, alpha);
        System.arraycopy(scratch, first, dx, dxo, n);
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
            case Activations.GELU_TANH:
                VectorGelu.backward(dx, dxo, dy, dyo, v, vo, n);
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
            case Activations.EXP:
                VectorArithmetic.multiply(dx, dxo, v, vo, dy, dyo, n);
                break;
            case Activations.LOG:
                log(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.SQUARE:
                square(dx, dxo, dy, dyo, v, vo, n);
                break;
            default:
                VectorActivationStepsBackward.backward(dx, dxo, dy, dyo, v, vo, n, activation);
        }
    }

    /** {@code dy} where {@code v > 0}, else 0. */
    private static void relu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            FloatVector.zero(S).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(dx, dxo + i);
        }
    }

    private static void leakyRelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, float alpha) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(alpha).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(dx, dxo + i);
        }
    }

    private static void elu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(a.add(1f)).blend(d, a.compare(VectorOperators.GT, 0f)).intoArray(dx, dxo + i);
        }
    }

    private static void selu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            a.add(PlainActivation.SELU_SCALE_ALPHA)
                    .blend(PlainActivation.SELU_SCALE, a.compare(VectorOperators.GT, 0f))
                    .mul(d)
                    .intoArray(dx, dxo + i);
        }
    }

    /** From the value: {@code 1 - v^2}. */
    private static void tanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            a.neg().fma(a, VectorMath.ONE.reinterpretAsFloats()).mul(d).intoArray(dx, dxo + i);
        }
    }

    /** From the value: {@code v * (1 - v)}. */
    private static void sigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            a.mul(VectorMath.ONE.reinterpretAsFloats().sub(a)).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void hardSigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i).mul(PlainActivation.SIXTH);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            FloatVector below = FloatVector.zero(S).blend(d, a.compare(VectorOperators.LT, 1f));
            FloatVector.zero(S).blend(below, a.compare(VectorOperators.GT, 0f)).intoArray(dx, dxo + i);
        }
    }

    private static void hardSwish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            FloatVector slope = a.mul(2f * PlainActivation.SIXTH).add(0.5f);
            slope = slope.blend(0f, a.compare(VectorOperators.LE, -3f));
            slope.blend(1f, a.compare(VectorOperators.GT, 3f)).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void log(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            d.div(FloatVector.fromArray(S, v, vo + i)).intoArray(dx, dxo + i);
        }
    }

    private static void square(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector.fromArray(S, v, vo + i).mul(2f).mul(d).intoArray(dx, dxo + i);
        }
    }
}
