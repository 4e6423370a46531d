package io.lamina.processor;

import io.lamina.processor.ir.Primitive;
import io.lamina.processor.op.BatchNorm;
import java.util.Arrays;

/**
 * {@link OpBounds} of batch norms. A difference {@code x - mean} counts with {@code |x| + |mean|}, as mean is a rounded sum; n is
 * the number of places of a channel, sigma the deviation.
 */
final class NormBounds {
    private final NodeRun run;
    private final double u;

    NormBounds(NodeRun run, double u) {
        this.run = run;
        this.u = u;
    }

    double[] of(Primitive op, int k) {
        double[] bounds = new double[run.result(k).length];
        if (op instanceof BatchNorm.Inference norm) {
            Arrays.setAll(bounds, i -> inference(norm, i));
        } else if (op instanceof BatchNorm norm) {
            Arrays.setAll(bounds, i -> forward(norm, k, i));
        } else if (op instanceof BatchNorm.Gradient norm) {
            Arrays.setAll(bounds, i -> backward(norm, k, i));
        }
        return bounds;
    }

    /** {@code 8 u (|gamma| (|x| + |mean|) / sigma + |beta|)}. */
    private double inference(BatchNorm.Inference norm, int i) {
        int channel = i % run.input(1).length;
        double deviation = Math.sqrt(run.input(4)[channel] + norm.epsilon());
        double terms = Math.abs(run.input(0)[i]) + Math.abs(run.input(3)[channel]);
        return 8 * u * (Math.abs(run.input(1)[channel]) * terms / deviation + Math.abs(run.input(2)[channel]));
    }

    /**
     * The mean: {@code (n + 2) u mean|x|}. The variance: {@code (n + 8) u s} with {@code s} the mean of {@code (|x| +
     * mean|x|)^2}. The result: {@code (n + 16) u (|gamma| (|x| + mean|x|) / sigma (1 + s / sigma^2) + |beta|)}.
     */
    private double forward(BatchNorm norm, int k, int i) {
        double[] x = run.input(0);
        int c = run.result(1).length;
        int n = x.length / c;
        int channel = i % c;
        double mean = 0;
        for (int j = channel; j < x.length; j += c) {
            mean += Math.abs(x[j]) / n;
        }
        double square = 0;
        for (int j = channel; j < x.length; j += c) {
            square += (Math.abs(x[j]) + mean) * (Math.abs(x[j]) + mean) / n;
        }
        if (k > 0) {
            return k == 1 ? (n + 2) * u * mean : (n + 8) * u * square;
        }
        double variance = run.result(2)[channel] + norm.epsilon();
        double normal = (Math.abs(x[i]) + mean) / Math.sqrt(variance);
        return (n + 16)
                * u
                * (Math.abs(run.input(1)[channel]) * normal * (1 + square / variance)
                        + Math.abs(run.input(2)[channel]));
    }

    /** {@code (n + 16) u} times the terms' magnitudes. */
    private double backward(BatchNorm.Gradient norm, int k, int i) {
        double[] dy = run.input(0);
        double[] x = run.input(1);
        int c = run.input(2).length;
        int n = x.length / c;
        int channel = i % c;
        double mean = Math.abs(run.input(2)[channel]);
        double deviation = Math.sqrt(run.input(3)[channel] + norm.epsilon());
        double sum = 0;
        double dot = 0;
        for (int j = channel; j < x.length; j += c) {
            sum += Math.abs(dy[j]);
            dot += Math.abs(dy[j]) * (Math.abs(x[j]) + mean) / deviation;
        }
        if (k > 0) {
            return (n + 16) * u * (k == 1 ? dot : sum);
        }
        double normal = (Math.abs(x[i]) + mean) / deviation;
        double terms = Math.abs(dy[i]) + sum / n + normal * dot / n;
        return (n + 16) * u * Math.abs(run.input(4)[channel]) / deviation * terms;
    }
}
