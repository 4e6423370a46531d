package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The functions of {@link Activations} and their slopes on one vector; {@link PlainActivation} has the constants. */
final class VectorFunctions {
    private VectorFunctions() {}

    static FloatVector leakyRelu(FloatVector x, float alpha) {
        return x.mul(alpha).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    static FloatVector elu(FloatVector x) {
        return VectorMath.expm1(x.min(0f)).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    static FloatVector selu(FloatVector x) {
        FloatVector negative = VectorMath.expm1(x.min(0f)).mul(PlainActivation.SELU_SCALE_ALPHA);
        return negative.blend(x.mul(PlainActivation.SELU_SCALE), x.compare(VectorOperators.GT, 0f));
    }

    static FloatVector gelu(FloatVector x) {
        return x.mul(0.5f).mul(VectorMath.erf(x.mul(PlainActivation.SQRT_HALF)).add(1f));
    }

    /** {@code Phi(x) + x * phi(x)}. */
    static FloatVector geluSlope(FloatVector x) {
        FloatVector distribution =
                VectorMath.erf(x.mul(PlainActivation.SQRT_HALF)).mul(0.5f).add(0.5f);
        FloatVector density = VectorMath.exp(x.mul(x).mul(-0.5f)).mul(PlainActivation.NORMAL_DENSITY);
        return x.fma(density, distribution);
    }

    static FloatVector geluTanh(FloatVector x) {
        return x.mul(0.5f).mul(VectorMath.tanh(geluArgument(x)).add(1f));
    }

    static FloatVector geluTanhSlope(FloatVector x) {
        FloatVector t = VectorMath.tanh(geluArgument(x));
        FloatVector inner =
                x.mul(x).mul(3f * PlainActivation.GELU_CUBIC).add(1f).mul(PlainActivation.GELU_SLOPE);
        return x.mul(0.5f).fma(oneMinusSquare(t).mul(inner), t.mul(0.5f).add(0.5f));
    }

    private static FloatVector geluArgument(FloatVector x) {
        FloatVector cube = x.mul(x).mul(x);
        return cube.mul(PlainActivation.GELU_CUBIC).add(x).mul(PlainActivation.GELU_SLOPE);
    }

    static FloatVector silu(FloatVector x) {
        return x.mul(VectorMath.sigmoid(x));
    }

    static FloatVector siluSlope(FloatVector x) {
        FloatVector s = VectorMath.sigmoid(x);
        return x.fma(sigmoidSlope(s), s);
    }

    static FloatVector hardSigmoid(FloatVector x) {
        return x.mul(PlainActivation.SIXTH).add(0.5f).max(0f).min(1f);
    }

    static FloatVector hardSwish(FloatVector x) {
        return x.mul(hardSigmoid(x));
    }

    static FloatVector hardSwishSlope(FloatVector x) {
        FloatVector slope = x.mul(2f * PlainActivation.SIXTH).add(0.5f);
        slope = slope.blend(0f, x.compare(VectorOperators.LE, -3f));
        return slope.blend(1f, x.compare(VectorOperators.GT, 3f));
    }

    static FloatVector mish(FloatVector x) {
        return x.mul(VectorMath.tanhSoftplus(x));
    }

    static FloatVector mishSlope(FloatVector x) {
        FloatVector t = VectorMath.tanhSoftplus(x);
        return x.fma(oneMinusSquare(t).mul(VectorMath.sigmoid(x)), t);
    }

    static FloatVector square(FloatVector x) {
        return x.mul(x);
    }

    /** {@code dy} where {@code v > 0}, else 0. */
    static FloatVector reluGradient(FloatVector dy, FloatVector v) {
        return VectorMath.constant(0f).blend(dy, v.compare(VectorOperators.GT, 0f));
    }

    static FloatVector leakyReluGradient(FloatVector dy, FloatVector v, float alpha) {
        return dy.mul(alpha).blend(dy, v.compare(VectorOperators.GT, 0f));
    }

    static FloatVector eluGradient(FloatVector dy, FloatVector v) {
        return dy.mul(v.add(1f)).blend(dy, v.compare(VectorOperators.GT, 0f));
    }

    static FloatVector seluGradient(FloatVector dy, FloatVector v) {
        FloatVector slope = v.add(PlainActivation.SELU_SCALE_ALPHA);
        return dy.mul(slope.blend(PlainActivation.SELU_SCALE, v.compare(VectorOperators.GT, 0f)));
    }

    static FloatVector hardSigmoidGradient(FloatVector dy, FloatVector v) {
        var rising = v.compare(VectorOperators.GT, 0f).and(v.compare(VectorOperators.LT, 1f));
        return VectorMath.constant(0f).blend(dy.mul(PlainActivation.SIXTH), rising);
    }

    /** {@code 1 - t^2}: the slope of tanh from its value. */
    static FloatVector oneMinusSquare(FloatVector t) {
        return t.neg().fma(t, VectorMath.constant(1f));
    }

    /** {@code s * (1 - s)}: the slope of the sigmoid from its value. */
    static FloatVector sigmoidSlope(FloatVector s) {
        return s.mul(VectorMath.constant(1f).sub(s));
    }
}
