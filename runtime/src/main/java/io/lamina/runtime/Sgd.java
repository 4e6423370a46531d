package io.lamina.runtime;

import java.util.Collections;

/**
 * Stochastic gradient descent. With gradient g, weight w, learning rate lr, momentum mu and weight decay wd, as PyTorch's
 * {@code torch.optim.SGD} (dampening 0):
 *
 * <pre>
 *   g = g + wd * w                    (weights that decay applies to)
 *   v = mu * v + g                    (v starts at 0)
 *   w = w - lr * v                    nesterov:  w = w - lr * (g + mu * v)
 * </pre>
 *
 * Keras multiplies lr into v instead, which is the same as long as the learning rate does not change.
 */
public final class Sgd extends Optimizer {
    private final float momentum;
    private final boolean nesterov;
    private final float weightDecay;

    private Sgd(Builder builder) {
        super(
                builder.learningRate,
                builder.momentum > 0 ? Collections.singletonList("momentum_buffer") : Collections.emptyList());
        this.momentum = builder.momentum;
        this.nesterov = builder.nesterov;
        this.weightDecay = builder.weightDecay;
    }

    /** Defaults: learning rate 0.01, no momentum, no decay. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void update(float[] values, float[] gradients, float[][] state, int from, int to, boolean decays) {
        float rate = learningRate();
        float decay = decays ? weightDecay : 0;
        if (momentum > 0) {
            // With v new, g + mu * v is nesterov's step; the plain one is 0 * g + 1 * v.
            float ofGradient = nesterov ? rate : 0;
            float ofVelocity = nesterov ? rate * momentum : rate;
            withMomentum(values, gradients, state[0], from, to, decay, ofGradient, ofVelocity);
        } else {
            plain(values, gradients, from, to, rate, decay);
        }
    }

    private static void plain(float[] w, float[] g, int from, int to, float rate, float decay) {
        for (int i = from; i < to; i++) {
            w[i] -= rate * (g[i] + decay * w[i]);
        }
    }

    private void withMomentum(
            float[] w, float[] g, float[] v, int from, int to, float decay, float ofGradient, float ofVelocity) {
        float mu = momentum;
        for (int i = from; i < to; i++) {
            float gradient = g[i] + decay * w[i];
            float velocity = mu * v[i] + gradient + SMALL - SMALL;
            v[i] = velocity;
            w[i] -= ofGradient * gradient + ofVelocity * velocity;
        }
    }

    /** Settings of an {@link Sgd}. */
    public static final class Builder {
        private float learningRate = 0.01f;
        private float momentum;
        private boolean nesterov;
        private float weightDecay;

        private Builder() {}

        /** Step width lr; 0.01 by default. */
        public Builder learningRate(float value) {
            learningRate = OptimizerArguments.notNegative("learningRate", value);
            return this;
        }

        /** Momentum mu in [0, 1); 0 by default. */
        public Builder momentum(float value) {
            momentum = OptimizerArguments.fraction("momentum", value);
            return this;
        }

        /** Nesterov's variant of momentum. */
        public Builder nesterov(boolean value) {
            nesterov = value;
            return this;
        }

        /** Decay wd of kernels (not of biases and norms); 0 by default. */
        public Builder weightDecay(float value) {
            weightDecay = OptimizerArguments.notNegative("weightDecay", value);
            return this;
        }

        /**
         * The optimizer.
         *
         * @throws IllegalArgumentException if nesterov is asked for without momentum
         */
        public Sgd build() {
            if (nesterov && momentum == 0) {
                throw new IllegalArgumentException("nesterov needs a momentum above 0");
            }
            return new Sgd(this);
        }
    }
}
