package io.lamina.processor;

import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.BatchNorm;
import io.lamina.processor.op.BatchNormGradient;
import io.lamina.processor.op.Normalize;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * {@link OpBounds} of batch norms. A difference {@code x - mean} counts with {@code |x| + |mean|}, as mean is a rounded sum; n is
 * the number of places of a channel, sigma the deviation.
 *
 * <p>Statistics are sums of {@code x - k} and its square, with k the mean of a block of at least 16 rows: b is the largest mean of
 * {@code |x|} over 16 rows, which no {@code |k|} exceeds, and d the largest distance of such a mean of x from that of all.
 */
final class NormBounds {
    /** The fewest rows of a block, {@code NormChunks.LEAST_BLOCK}. */
    private static final int BLOCK = 16;

    private final NodeRun run;
    private final double u;

    NormBounds(NodeRun run, double u) {
        this.run = run;
        this.u = u;
    }

    /** Of a norm's result without the function behind it. Sums of chunks and coefficients, which only kernels read, have none. */
    double[] of(Primitive op, int k) {
        double[] bounds = new double[run.result(k).length];
        if (op instanceof Normalize norm) {
            Arrays.setAll(bounds, i -> normalize(norm, i));
        } else if (op instanceof BatchNorm norm) {
            Arrays.setAll(bounds, i -> k == 0 ? forward(norm, i) : statistic(k - 1, i));
        } else if (op instanceof BatchNorm.Statistics) {
            Arrays.setAll(bounds, i -> statistic(k, i));
        } else if (op instanceof BatchNormGradient norm) {
            double[] g = norm.function().isLinear() ? run.input(0) : run.result(5);
            Gradient gradient = new Gradient(norm.epsilon(), i -> g[i], i -> slope(norm, i));
            Arrays.setAll(bounds, i -> backward(gradient, k, i));
        } else if (op instanceof BatchNormGradient.OfRelu norm) {
            double[] arguments = arguments(norm);
            Gradient gradient = new Gradient(
                    norm.epsilon(), i -> arguments[i] > 0 ? run.input(0)[i] : 0, i -> step(norm, arguments[i], i));
            Arrays.setAll(bounds, i -> backward(gradient, k, i));
        }
        return bounds;
    }

    /** Of {@code y = f(gamma (x - mean) / sigma + beta + r)}, without f. */
    private double normalize(Normalize norm, int i) {
        int channel = i % run.input(1).length;
        double deviation = Math.sqrt(run.input(4)[channel] + norm.epsilon());
        double added = Math.abs(run.input(2)[channel]) + (norm.residual() ? Math.abs(run.input(5)[i]) : 0);
        return normalize(run.input(1)[channel], run.input(0)[i], run.input(3)[channel], deviation, added);
    }

    /** {@code 8 u (|gamma| (|x| + |mean|) / sigma + added)}. */
    private double normalize(double gamma, double x, double mean, double deviation, double added) {
        return 8 * u * (Math.abs(gamma) * (Math.abs(x) + Math.abs(mean)) / deviation + added);
    }

    /** What the sums of one channel are made of: b, and the means of {@code |x| + b} and of {@code (|x| + b + d)^2}. */
    private record Terms(int places, double block, double mean, double square) {}

    private Terms terms(int channel, int channels) {
        double[] x = run.input(0);
        int n = x.length / channels;
        double all = 0;
        for (int j = channel; j < x.length; j += channels) {
            all += x[j] / n;
        }
        double block = 0;
        double distance = 0;
        for (int first = 0; first < n; first += BLOCK) {
            int rows = Math.min(BLOCK, n - first);
            double sum = 0;
            double magnitude = 0;
            for (int row = first; row < first + rows; row++) {
                sum += x[row * channels + channel] / rows;
                magnitude += Math.abs(x[row * channels + channel]) / rows;
            }
            block = Math.max(block, magnitude);
            distance = Math.max(distance, Math.abs(sum - all));
        }
        double mean = 0;
        double square = 0;
        for (int j = channel; j < x.length; j += channels) {
            double term = Math.abs(x[j]) + block;
            mean += term / n;
            square += (term + distance) * (term + distance) / n;
        }
        return new Terms(n, block, mean, square);
    }

    /** The mean: {@code (n + 2) u mean(|x| + b)}. The variance: {@code (n + 8) u s}, s the mean of {@code (|x| + b + d)^2}. */
    private double statistic(int k, int i) {
        if (k > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Terms terms = terms(i, run.result(1).length);
        int n = terms.places();
        return k == 0 ? (n + 2) * u * terms.mean() : (n + 8) * u * terms.square();
    }

    /** {@code (n + 16) u (|gamma| (|x| + 2 b) / sigma (1 + s / sigma^2) + |beta|)} with the s of the variance. */
    private double forward(BatchNorm norm, int i) {
        int c = run.result(1).length;
        int channel = i % c;
        Terms terms = terms(channel, c);
        double variance = run.result(2)[channel] + norm.epsilon();
        double normal = (Math.abs(run.input(0)[i]) + 2 * terms.block()) / Math.sqrt(variance);
        return (terms.places() + 16)
                * u
                * (Math.abs(run.input(1)[channel]) * normal * (1 + terms.square() / variance)
                        + Math.abs(run.input(2)[channel]));
    }

    /**
     * What the gradients of a norm are made of.
     *
     * @param g gradient by what was normalised
     * @param error of each of its elements
     */
    private record Gradient(float epsilon, IntToDoubleFunction g, IntToDoubleFunction error) {}

    /** {@code (n + 16) u} times the terms' magnitudes, and what they make of the error of g. */
    private double backward(Gradient norm, int k, int i) {
        if (k == 3 || k == 4) {
            return Double.POSITIVE_INFINITY;
        }
        if (k == 5) {
            return norm.error().applyAsDouble(i);
        }
        double[] x = run.input(1);
        int c = run.input(2).length;
        int n = x.length / c;
        int channel = i % c;
        double mean = Math.abs(run.input(2)[channel]);
        double deviation = Math.sqrt(run.input(3)[channel] + norm.epsilon());
        double sum = 0;
        double dot = 0;
        for (int j = channel; j < x.length; j += c) {
            double term = term(norm, n, j);
            sum += term;
            dot += term * (Math.abs(x[j]) + mean) / deviation;
        }
        if (k > 0) {
            return k == 1 ? dot : sum;
        }
        double normal = (Math.abs(x[i]) + mean) / deviation;
        return (term(norm, n, i) + sum / n + normal * dot / n) * Math.abs(run.input(4)[channel]) / deviation;
    }

    private double term(Gradient norm, int n, int i) {
        return (n + 16) * u * Math.abs(norm.g().applyAsDouble(i)) + norm.error().applyAsDouble(i);
    }

    private double slope(BatchNormGradient norm, int i) {
        return norm.function().isLinear()
                ? 0
                : OpBounds.slope(norm.function().function(), run.input(0)[i], run.input(5)[i], run.result(5)[i]);
    }

    /** What ReLU is applied to. */
    private double[] arguments(BatchNormGradient.OfRelu norm) {
        double[] arguments = new double[run.input(0).length];
        int c = run.input(2).length;
        Arrays.setAll(arguments, i -> {
            double deviation = Math.sqrt(run.input(3)[i % c] + norm.epsilon());
            return run.input(4)[i % c] * (run.input(1)[i] - run.input(2)[i % c]) / deviation + run.input(5)[i % c];
        });
        return arguments;
    }

    /** All of dy where the argument is no further from zero than rounding takes it. */
    private double step(BatchNormGradient.OfRelu norm, double argument, int i) {
        int channel = i % run.input(2).length;
        double deviation = Math.sqrt(run.input(3)[channel] + norm.epsilon());
        double beta = Math.abs(run.input(5)[channel]);
        double error = normalize(run.input(4)[channel], run.input(1)[i], run.input(2)[channel], deviation, beta);
        return Math.abs(argument) <= error ? Math.abs(run.input(0)[i]) : 0;
    }
}
