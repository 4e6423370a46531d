package io.lamina.processor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** A number and how far a float of it may be away: running error analysis (Higham, ch. 3.3), operation by operation. */
record Bounded(double value, double error) {
    private static final double U = 0x1p-24;

    static final Bounded ZERO = new Bounded(0, 0);

    static Bounded exact(double value) {
        return new Bounded(value, 0);
    }

    static Bounded[] exact(double[] values) {
        return Arrays.stream(values).mapToObj(Bounded::exact).toArray(Bounded[]::new);
    }

    static double[] errors(Bounded[] values) {
        return Arrays.stream(values)
                .mapToDouble(value -> value == null ? 0 : value.error)
                .toArray();
    }

    private static Bounded rounded(double value, double error) {
        return new Bounded(value, error + U * (Math.abs(value) + error));
    }

    Bounded plus(Bounded other) {
        return rounded(value + other.value, error + other.error);
    }

    Bounded minus(Bounded other) {
        return rounded(value - other.value, error + other.error);
    }

    Bounded times(Bounded other) {
        return rounded(
                value * other.value,
                Math.abs(value) * other.error + Math.abs(other.value) * error + error * other.error);
    }

    /** {@code 1 - this}. */
    Bounded complement() {
        return exact(1).minus(this);
    }

    /** A monotone function that is good to 8 u, and to {@code 2^-149}. */
    Bounded through(DoubleUnaryOperator f) {
        double y = f.applyAsDouble(value);
        double spread =
                Math.max(Math.abs(f.applyAsDouble(value + error) - y), Math.abs(f.applyAsDouble(value - error) - y));
        return new Bounded(y, spread + 8 * U * (Math.abs(y) + spread));
    }

    /** {@code start + sum of a[ao + i] * b[bo + i * step]}, n terms in whatever order. */
    static Bounded sum(Bounded start, Bounded[] a, int ao, Bounded[] b, int bo, int step, int n) {
        double sum = start.value;
        double terms = Math.abs(start.value) + start.error;
        double error = start.error;
        for (int i = 0; i < n; i++) {
            Bounded left = a[ao + i];
            Bounded right = b[bo + i * step];
            sum += left.value * right.value;
            error += Math.abs(left.value) * right.error + Math.abs(right.value) * left.error + left.error * right.error;
            terms += (Math.abs(left.value) + left.error) * (Math.abs(right.value) + right.error);
        }
        double roundings = (n + 2) * U;
        return new Bounded(sum, error + roundings / (1 - roundings) * terms);
    }
}
