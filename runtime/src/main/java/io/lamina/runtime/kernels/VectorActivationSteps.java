package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions and slopes that are too long for one loop, block by block in two: the first leaves an exponential or tanh in the
 * scratch memory, the second reads it. Beyond some forty operations JDK 17's C2 has created so many nodes that it inlines the
 * rest too late to know the vectors' classes, and boxes the result.
 */
final class VectorActivationSteps {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorActivationSteps() {}

    static void gelu(float[] y, int yo, float[] x, int xo, int n) {
        float[] bells = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            bells(bells, x, xo + i, size);
            geluOfBells(y, yo + i, x, xo + i, bells, size);
        }
    }

    private static void bells(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            VectorMath.bell(FloatVector.fromArray(S, x, xo + i)).intoArray(s, i);
        }
    }

    private static void geluOfBells(float[] y, int yo, float[] x, int xo, float[] bells, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.normal(v, FloatVector.fromArray(S, bells, i)).mul(v).intoArray(y, yo + i);
        }
    }

    static void softplus(float[] y, int yo, float[] x, int xo, int n) {
        float[] exps = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            expsOfMagnitudes(exps, x, xo + i, size);
            softplusOfExps(y, yo + i, x, xo + i, exps, size);
        }
    }

    private static void expsOfMagnitudes(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            VectorMath.exp(FloatVector.fromArray(S, x, xo + i).abs().neg()).intoArray(s, i);
        }
    }

    private static void softplusOfExps(float[] y, int yo, float[] x, int xo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xo + i);
            VectorMath.softplus(v, FloatVector.fromArray(S, exps, i)).intoArray(y, yo + i);
        }
    }

    static void geluGradient(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        float[] bells = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            bells(bells, v, vo + i, size);
            geluGradientOfBells(dx, dxo + i, dy, dyo + i, v, vo + i, bells, size);
        }
    }

    private static void geluGradientOfBells(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] bells, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.geluSlope(a, FloatVector.fromArray(S, bells, i))
                    .mul(d)
                    .intoArray(dx, dxo + i);
        }
    }

    static void geluTanhGradient(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        float[] tanhs = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            tanhsOfGelu(tanhs, v, vo + i, size);
            geluTanhGradientOfTanhs(dx, dxo + i, dy, dyo + i, v, vo + i, tanhs, size);
        }
    }

    private static void tanhsOfGelu(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            VectorMath.tanh(VectorFunctions.geluArgument(FloatVector.fromArray(S, x, xo + i)))
                    .intoArray(s, i);
        }
    }

    private static void geluTanhGradientOfTanhs(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] tanhs, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.geluTanhSlope(a, FloatVector.fromArray(S, tanhs, i))
                    .mul(d)
                    .intoArray(dx, dxo + i);
        }
    }

    static void mishGradient(float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n) {
        float[] exps = VectorScratch.get();
        int size;
        for (int i = 0; i < n; i += size) {
            size = Math.min(VectorScratch.BLOCK, n - i);
            expsForMish(exps, v, vo + i, size);
            mishGradientOfExps(dx, dxo + i, dy, dyo + i, v, vo + i, exps, size);
        }
    }

    private static void expsForMish(float[] s, float[] x, int xo, int n) {
        for (int i = 0; i < n; i += L) {
            VectorMath.expForMish(FloatVector.fromArray(S, x, xo + i)).intoArray(s, i);
        }
    }

    private static void mishGradientOfExps(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, float[] exps, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector d = FloatVector.fromArray(S, dy, dyo + i);
            FloatVector a = FloatVector.fromArray(S, v, vo + i);
            VectorFunctions.mishSlope(a, FloatVector.fromArray(S, exps, i))
                    .mul(d)
                    .intoArray(dx, dxo + i);
        }
    }
}
