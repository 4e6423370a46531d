package io.lamina.runtime;

import java.util.Arrays;

/**
 * Adam (Kingma and Ba, 2015) with decoupled weight decay (AdamW; Loshchilov and Hutter, 2019). With gradient g, weight w and
 * step t from 1 on, as PyTorch's {@code torch.optim.AdamW}:
 *
 * <pre>
 *   w = w - lr * wd * w                              (weights that decay applies to)
 *   m = beta1 * m + (1 - beta1) * g
 *   v = beta2 * v + (1 - beta2) * g^2                (m and v start at 0)
 *   w = w - lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * Keras adds its epsilon to the square root of the uncorrected v, which differs while t is small.
 */
public final class Adam extends Optimizer {
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float weightDecay;

    private Adam(Builder builder) {
        super(builder.learningRate, Arrays.asList("exp_avg", "exp_avg_sq"));
        this.beta1 = builder.beta1;
        this.beta2 = builder.beta2;
        this.epsilon = builder.epsilon;
        this.weightDecay = builder.weightDecay;
    }

    /** Defaults: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void update(float[] values, float[] gradients, float[][] state, int from, int to, boolean decays) {
        double correction1 = 1 - power(beta1, steps());
        double correction2 = 1 - power(beta2, steps());
        // lr * (m / c1) / (sqrt(v / c2) + eps) = step * m / (sqrt(v) * root + eps)
        float step = (float) (learningRate() / correction1);
        float root = (float) (1 / Math.sqrt(correction2));
        float keep = decays ? (float) (1 - (double) learningRate() * weightDecay) : 1;
        sweep(values, gradients, state[0], state[1], from, to, keep, step, root);
    }

    /** {@code base} to the power of {@code n}, the same everywhere as {@code StrictMath.pow} is, which allocates until C2 has compiled it. */
    static double power(double base, long n) {
        double power = 1;
        double square = base;
        for (long rest = n; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    private void sweep(
            float[] w, float[] g, float[] m, float[] v, int from, int to, float keep, float step, float root) {
        float b1 = beta1;
        float b2 = beta2;
        float rest1 = 1 - b1;
        float rest2 = 1 - b2;
        float eps = epsilon;
        for (int i = from; i < to; i++) {
            float gradient = g[i];
            float first = b1 * m[i] + rest1 * gradient + SMALL - SMALL;
            float second = b2 * v[i] + rest2 * gradient * gradient + SMALL - SMALL;
            m[i] = first;
            v[i] = second;
            w[i] = keep * w[i] - step * first / ((float) Math.sqrt(second) * root + eps);
        }
    }

    /** Settings of an {@link Adam}. */
    public static final class Builder {
        private float learningRate = 1e-3f;
        private float beta1 = 0.9f;
        private float beta2 = 0.999f;
        private float epsilon = 1e-7f;
        private float weightDecay;

        private Builder() {}

        /** Step width lr; 0.001 by default. */
        public Builder learningRate(float value) {
            learningRate = OptimizerArguments.notNegative("learningRate", value);
            return this;
        }

        /** Decay of the mean of gradients, in [0, 1); 0.9 by default. */
        public Builder beta1(float value) {
            beta1 = OptimizerArguments.fraction("beta1", value);
            return this;
        }

        /** Decay of the mean of their squares, in [0, 1); 0.999 by default. */
        public Builder beta2(float value) {
            beta2 = OptimizerArguments.fraction("beta2", value);
            return this;
        }

        /** What keeps the divisor from 0; 1e-7 by default as in Keras (PyTorch: 1e-8). */
        public Builder epsilon(float value) {
            epsilon = OptimizerArguments.notNegative("epsilon", value);
            return this;
        }

        /** Decoupled decay wd of kernels (not of biases and norms); 0 by default. */
        public Builder weightDecay(float value) {
            weightDecay = OptimizerArguments.notNegative("weightDecay", value);
            return this;
        }

        /** The optimizer. */
        public Adam build() {
            return new Adam(this);
        }
    }
}
