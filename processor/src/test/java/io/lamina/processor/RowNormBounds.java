package io.lamina.processor;

import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.GroupNorm;
import io.lamina.processor.op.RowNorm;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * {@link OpBounds} of layer, RMS and group norms. N is the number of elements that share a statistic, b the largest magnitude among
 * them, a the term {@code |x| + b} of every difference {@code x - mean} or {@code x - k}, s the mean of {@code a^2}.
 *
 * <table>
 *   <caption>Bounds</caption>
 *   <tr><td>mean</td><td>(N + 2) u mean(a)</td></tr>
 *   <tr><td>inverse</td><td>(N + 16) u inverse (1 + s inverse^2)</td></tr>
 *   <tr><td>y</td><td>(N + 16) u (|gamma| a inverse (1 + s inverse^2) + |beta|)</td></tr>
 *   <tr><td>gradients</td><td>(n + 16) u times the terms' magnitudes, n how many are summed</td></tr>
 * </table>
 */
final class RowNormBounds {
    private final NodeRun run;
    private final double u;

    private RowNormBounds(NodeRun run, double u) {
        this.run = run;
        this.u = u;
    }

    static Optional<double[]> of(NodeRun run, double u, Primitive op, int k) {
        RowNormBounds bounds = new RowNormBounds(run, u);
        if (op instanceof RowNorm) {
            int c = run.input(1).length;
            return Optional.of(bounds.forward(k, i -> i / c));
        }
        if (op instanceof RowNorm.InputGradient norm) {
            int c = run.input(4).length;
            return Optional.of(bounds.input(i -> i / c, norm.centred()));
        }
        if (op instanceof RowNorm.WeightGradient) {
            int c = run.result(0).length;
            return Optional.of(k == 2 ? bounds.unknown(k) : bounds.weights(k, i -> i / c, i -> i % c));
        }
        if (op instanceof GroupNorm norm) {
            return Optional.of(bounds.forward(k, bounds.groups(norm, 0, run.input(1).length)));
        }
        if (op instanceof GroupNorm.Gradient gradient) {
            int c = run.input(4).length;
            int plane = bounds.plane(gradient.norm(), 1);
            IntUnaryOperator group = bounds.groups(gradient.norm(), 1, c);
            return Optional.of(
                    k == 0 ? bounds.input(group, true) : bounds.weights(k - 1, group, i -> i / plane * c + i % c));
        }
        return Optional.empty();
    }

    private int plane(GroupNorm norm, int input) {
        return run.size(run.inputType(input).shape().trailing(norm.places() + 1).size());
    }

    private IntUnaryOperator groups(GroupNorm norm, int input, int c) {
        int plane = plane(norm, input);
        return i -> i / plane * norm.groups() + i % c / (c / norm.groups());
    }

    private double[] unknown(int k) {
        double[] bounds = new double[run.result(k).length];
        Arrays.fill(bounds, Double.POSITIVE_INFINITY);
        return bounds;
    }

    private double[] forward(int k, IntUnaryOperator statistic) {
        double[] x = run.input(0);
        double[] inverse = run.result(2);
        int count = x.length / inverse.length;
        double[] largest = new double[inverse.length];
        for (int i = 0; i < x.length; i++) {
            int g = statistic.applyAsInt(i);
            largest[g] = Math.max(largest[g], Math.abs(x[i]));
        }
        double[] mean = new double[inverse.length];
        double[] squares = new double[inverse.length];
        for (int i = 0; i < x.length; i++) {
            int g = statistic.applyAsInt(i);
            double term = Math.abs(x[i]) + largest[g];
            mean[g] += term / count;
            squares[g] += term * term / count;
        }
        double[] bounds = new double[run.result(k).length];
        if (k == 1) {
            Arrays.setAll(bounds, g -> (count + 2) * u * mean[g]);
            return bounds;
        }
        double[] relative = new double[inverse.length];
        Arrays.setAll(relative, g -> (count + 16) * u * (1 + squares[g] * inverse[g] * inverse[g]));
        if (k == 2) {
            Arrays.setAll(bounds, g -> relative[g] * inverse[g]);
            return bounds;
        }
        int c = run.input(1).length;
        Arrays.setAll(bounds, i -> {
            int g = statistic.applyAsInt(i);
            double term = Math.abs(run.input(1)[i % c]) * (Math.abs(x[i]) + largest[g]) * inverse[g];
            double shift = run.inputs() == 3 ? Math.abs(run.input(2)[i % c]) : 0;
            return relative[g] * term + (count + 16) * u * shift;
        });
        return bounds;
    }

    private double normal(int i, int g) {
        return (Math.abs(run.input(1)[i]) + Math.abs(run.input(2)[g])) * run.input(3)[g];
    }

    private double[] input(IntUnaryOperator statistic, boolean centred) {
        double[] dy = run.input(0);
        double[] gamma = run.input(4);
        double[] inverse = run.input(3);
        int count = dy.length / inverse.length;
        double[] sums = new double[inverse.length];
        double[] products = new double[inverse.length];
        for (int i = 0; i < dy.length; i++) {
            int g = statistic.applyAsInt(i);
            double term = Math.abs(dy[i] * gamma[i % gamma.length]) / count;
            sums[g] += centred ? term : 0;
            products[g] += term * normal(i, g);
        }
        double[] bounds = new double[dy.length];
        Arrays.setAll(bounds, i -> {
            int g = statistic.applyAsInt(i);
            double term = Math.abs(dy[i] * gamma[i % gamma.length]);
            return (count + 16) * u * inverse[g] * (term + sums[g] + normal(i, g) * products[g]);
        });
        return bounds;
    }

    /** The sums of {@code dy z}, and of dy, over what falls on one element of the result. */
    private double[] weights(int k, IntUnaryOperator statistic, IntUnaryOperator place) {
        double[] dy = run.input(0);
        double[] bounds = new double[run.result(1).length];
        int count = dy.length / bounds.length;
        for (int i = 0; i < dy.length; i++) {
            double term = Math.abs(dy[i]) * (k == 0 ? normal(i, statistic.applyAsInt(i)) : 1);
            bounds[place.applyAsInt(i)] += (count + 16) * u * term;
        }
        return bounds;
    }
}
