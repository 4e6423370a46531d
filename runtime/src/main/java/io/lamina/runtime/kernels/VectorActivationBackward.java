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
            case Activations.GELU:
                VectorActivationSteps.geluGradient(dx, dxo, dy, dyo, v, vo, n);
                break;
            case Activations.GELU_TANH:
                VectorActivationSteps.geluTanhGradient(dx, dxo, dy, dyo, v, vo, n);
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
                VectorActivationSteps.mishGradient(dx, dxo, dy, dyo, v, vo, n);
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
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.reluGradient(d, a).intoArray(dx, dxo + i);
        }
    }

    private static void leakyRelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, float alpha) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.leakyReluGradient(d, a, alpha).intoArray(dx, dxo + i);
        }
    }

    private static void elu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.eluGradient(d, a).intoArray(dx, dxo + i);
        }
    }

    private static void selu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.seluGradient(d, a).intoArray(dx, dxo + i);
        }
    }

    private static void silu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.siluSlope(a).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void tanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.oneMinusSquare(a).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void sigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.sigmoidSlope(a).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void hardSigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.hardSigmoidGradient(d, a).intoArray(dx, dxo + i);
        }
    }

    private static void hardSwish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.hardSwishSlope(a).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void softplus(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorMath.sigmoid(a).mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void exp(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            a.mul(d).intoArray(dx, dxo + i);
        }
    }

    private static void log(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.div(a).intoArray(dx, dxo + i);
        }
    }

    private static void square(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            a.mul(2f).mul(d).intoArray(dx, dxo + i);
        }
    }
}
