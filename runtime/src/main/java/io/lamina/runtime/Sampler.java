package io.lamina.runtime;

import java.util.Arrays;

/**
 * Chooses the next token from scores: by {@code softmax(scores / temperature)} over what the filters leave. The filters come in the
 * order of Hugging Face's {@code generate}: repetition penalty (Keskar and others, "CTRL", 2019), temperature, the {@code topK} best,
 * then the fewest of them whose probabilities sum to {@code topP} (Holtzman and others, "The curious case of neural text degeneration",
 * 2020). Temperature 0 takes the best score always, the lowest token among equals.
 *
 * <p>The n-th choice depends on seed, n and scores alone, so the same seed gives the same text on every machine that computes the same
 * scores.
 *
 * <pre>{@code
 * Sampler sampler = Sampler.builder().temperature(0.8f).topK(40).seed(7).build();
 * int token = sampler.next(session.next(prompt), prompt);
 * }</pre>
 *
 * <p>One thread at a time may use a sampler.
 */
public final class Sampler {
    private final float temperature;
    private final int topK;
    private final float topP;
    private final float repetitionPenalty;
    private final long key;
    private long choices;

    private Sampler(Builder builder) {
        this.temperature = builder.temperature;
        this.topK = builder.topK;
        this.topP = builder.topP;
        this.repetitionPenalty = builder.repetitionPenalty;
        this.key = CounterRandom.key(builder.seed, "sampler");
    }

    /** Starts with the plain softmax: temperature 1, nothing filtered, seed 0. */
    public static Builder builder() {
        return new Builder();
    }

    /** The best score always. */
    public static Sampler greedy() {
        return builder().temperature(0).build();
    }

    /**
     * Chooses a token.
     *
     * @param scores one for each token of the vocabulary; they are left as they are
     * @param before the tokens so far, for the repetition penalty
     * @throws IllegalArgumentException if there are no scores, one is NaN, all are negative infinity, or a token before is none of the
     *     vocabulary
     */
    public int next(float[] scores, int... before) {
        double[] logits = penalised(scores, before);
        int best = best(logits);
        if (temperature == 0) {
            choices++;
            return best;
        }
        int[] order = order(logits);
        int kept = Math.min(topK == 0 ? order.length : topK, order.length);
        double[] weights = new double[kept];
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            weights[i] = StrictMath.exp((logits[order[i]] - logits[best]) / temperature);
            sum += weights[i];
        }
        if (topP < 1) {
            double reached = 0;
            int some = 0;
            while (some < kept && (some == 0 || reached < topP * sum)) {
                reached += weights[some++];
            }
            kept = some;
            sum = reached;
        }
        double chosen = CounterRandom.uniformDouble(key, choices++) * sum;
        for (int i = 0; i < kept - 1; i++) {
            chosen -= weights[i];
            if (chosen < 0) {
                return order[i];
            }
        }
        return order[lastPossible(weights, kept)];
    }

    /** Rounding may leave a remainder behind the last token: never one that is impossible. */
    private static int lastPossible(double[] weights, int kept) {
        int last = kept - 1;
        while (last > 0 && weights[last] == 0) {
            last--;
        }
        return last;
    }

    private double[] penalised(float[] scores, int[] before) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("there are no scores to choose from");
        }
        double[] logits = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                throw new IllegalArgumentException("the score of token " + i + " is NaN");
            }
            logits[i] = scores[i];
        }
        if (repetitionPenalty != 1) {
            for (int token : before) {
                if (token < 0 || token >= scores.length) {
                    throw new IllegalArgumentException(
                            "token " + token + " is none of the vocabulary of " + scores.length);
                }
                float score = scores[token];
                logits[token] = score > 0 ? score / repetitionPenalty : score * repetitionPenalty;
            }
        }
        return logits;
    }

    private static int best(double[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        if (logits[best] == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("all scores are negative infinity: no token is possible");
        }
        return best;
    }

    /** The tokens from the best score down, equal ones by number. */
    private static int[] order(double[] logits) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(logits[b], logits[a]));
        int[] tokens = new int[order.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = order[i];
        }
        return tokens;
    }

    /** Collects the settings. */
    public static final class Builder {
        private float temperature = 1;
        private int topK;
        private float topP = 1;
        private float repetitionPenalty = 1;
        private long seed;

        private Builder() {}

        /** Scores are divided by it: below 1 bolder, above 1 more varied, 0 always the best. */
        public Builder temperature(float value) {
            require(value >= 0 && value < Float.POSITIVE_INFINITY, "temperature", value, "0 or more");
            temperature = value;
            return this;
        }

        /** Only so many of the best are possible; 0 for all. */
        public Builder topK(int value) {
            require(value >= 0, "topK", value, "0 (all) or more");
            topK = value;
            return this;
        }

        /** Only the best whose probabilities sum to it are possible; 1 for all. */
        public Builder topP(float value) {
            require(value > 0 && value <= 1, "topP", value, "above 0 and at most 1");
            topP = value;
            return this;
        }

        /** Divides the positive scores of tokens that have come already, and multiplies the negative ones; 1 for none. */
        public Builder repetitionPenalty(float value) {
            require(value > 0 && value < Float.POSITIVE_INFINITY, "repetitionPenalty", value, "above 0");
            repetitionPenalty = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Sampler build() {
            return new Sampler(this);
        }

        private static void require(boolean holds, String name, Number value, String expected) {
            if (!holds) {
                throw new IllegalArgumentException(name + " must be " + expected + ", but is " + value);
            }
        }
    }
}
