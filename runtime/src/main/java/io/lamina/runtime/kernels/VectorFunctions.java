package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The functions of {@link Activations} and their slopes on one vector; {@link PlainActivation} has the constants. */
final class VectorFunctions {
    private static final FloatVector GELU_SLOPE = VectorMath.constant(PlainActivation.GELU_SLOPE);
    private static final FloatVector GELU_CUBIC = VectorMath.constant(PlainActivation.GELU_CUBIC);
    private static final FloatVector GELU_CUBIC_3 = VectorMath.constant(3f * PlainActivation.GELU_CUBIC);

    /** Beyond it the tanh of gelu's approximation is 1. */
    private static final float GELU_FAR = 1e6f;

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

    /** {@code Phi(x) + x * phi(x)} from x and {@link VectorMath#bell} of x. */
    static FloatVector geluSlope(FloatVector x, FloatVector bell) {
        return bell.mul(PlainActivation.NORMAL_DENSITY).fma(x, VectorMath.normal(x, bell));
    }

    static FloatVector geluTanh(FloatVector x) {
        FloatVector half = x.mul(VectorMath.HALF);
        return VectorMath.tanh(geluArgument(x)).add(VectorMath.ONE).mul(half);
    }

    /** What gelu's approximation takes tanh of. */
    static FloatVector geluArgument(FloatVector x) {
        return x.mul(x).fma(GELU_CUBIC, GELU_SLOPE).mul(x);
    }

    /** The slope from x and {@code t}, the tanh of {@link #geluArgument} of x. */
    static FloatVector geluTanhSlope(FloatVector x, FloatVector t) {
        // far out 1 - t^2 is 0, and a larger x must not make it 0 * infinity
        FloatVector near = x.max(-GELU_FAR).min(GELU_FAR);
        FloatVector inner =
                near.mul(near).fma(GELU_CUBIC_3, GELU_SLOPE).mul(near).mul(VectorMath.HALF);
        return oneMinusSquare(t).fma(inner, t.fma(VectorMath.HALF, VectorMath.HALF));
    }

    static FloatVector silu(FloatVector x) {
        return VectorMath.sigmoid(x).mul(x);
    }

    static FloatVector siluSlope(FloatVector x) {
        FloatVector s = VectorMath.sigmoid(x);
        return sigmoidSlope(s).fma(x, s);
    }

    static FloatVector hardSigmoid(FloatVector x) {
        return x.mul(PlainActivation.SIXTH).add(VectorMath.HALF).max(0f).min(1f);
    }

    static FloatVector hardSwish(FloatVector x) {
        return hardSigmoid(x).mul(x);
    }

    static FloatVector hardSwishSlope(FloatVector x) {
        FloatVector slope = x.mul(2f * PlainActivation.SIXTH).add(VectorMath.HALF);
        slope = slope.blend(0f, x.compare(VectorOperators.LE, -3f));
        return slope.blend(1f, x.compare(VectorOperators.GT, 3f));
    }

    static FloatVector mish(FloatVector x) {
        return VectorMath.tanhSoftplus(VectorMath.expForMish(x)).mul(x);
    }

    /**
     * {@code t + x * (1 - t^2) * sigmoid(x)} with {@code t = tanh(softplus(x))}, from x and {@link VectorMath#expForMish} of x.
     */
    static FloatVector mishSlope(FloatVector x, FloatVector e) {
        FloatVector t = VectorMath.tanhSoftplus(e);
        return oneMinusSquare(t).mul(e.div(e.add(VectorMath.ONE))).fma(x, t);
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
        return dy.mul(v.add(VectorMath.ONE)).blend(dy, v.compare(VectorOperators.GT, 0f));
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
        return t.neg().fma(t, VectorMath.ONE);
    }

    /** {@code s * (1 - s)}: the slope of the sigmoid from its value. */
    static FloatVector sigmoidSlope(FloatVector s) {
        return s.mul(VectorMath.ONE.sub(s));
    }
}
