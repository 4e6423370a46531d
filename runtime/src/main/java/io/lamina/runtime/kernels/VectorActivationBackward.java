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
        switch (activation) {
            case Activations.LINEAR:
                PlainActivation.backward(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
                break;
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
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.reluGradient(d, a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(VectorFunctions.reluGradient(d, a), dx, dxo + i, n - i);
        }
    }

    private static void leakyRelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, float alpha) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.leakyReluGradient(d, a, alpha).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(VectorFunctions.leakyReluGradient(d, a, alpha), dx, dxo + i, n - i);
        }
    }

    private static void elu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.eluGradient(d, a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(VectorFunctions.eluGradient(d, a), dx, dxo + i, n - i);
        }
    }

    private static void selu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.seluGradient(d, a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(VectorFunctions.seluGradient(d, a), dx, dxo + i, n - i);
        }
    }

    private static void gelu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.geluSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.geluSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void geluTanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.geluTanhSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.geluTanhSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void silu(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.siluSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.siluSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void tanh(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.oneMinusSquare(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.oneMinusSquare(a)), dx, dxo + i, n - i);
        }
    }

    private static void sigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.sigmoidSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.sigmoidSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void hardSigmoid(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.hardSigmoidGradient(d, a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(VectorFunctions.hardSigmoidGradient(d, a), dx, dxo + i, n - i);
        }
    }

    private static void hardSwish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.hardSwishSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.hardSwishSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void softplus(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorMath.sigmoid(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorMath.sigmoid(a)), dx, dxo + i, n - i);
        }
    }

    private static void mish(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(VectorFunctions.mishSlope(a)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(VectorFunctions.mishSlope(a)), dx, dxo + i, n - i);
        }
    }

    private static void exp(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(a), dx, dxo + i, n - i);
        }
    }

    private static void log(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.div(a).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.div(a), dx, dxo + i, n - i);
        }
    }

    private static void square(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            d.mul(a.mul(2f)).intoArray(dx, dxo + i);
        }
        if (i < n) {
            FloatVector d = VectorPart.load(dy, dyo + i, n - i);
            FloatVector a = VectorPart.load(v, vo + i, n - i);
            VectorPart.store(d.mul(a.mul(2f)), dx, dxo + i, n - i);
        }
    }
}
