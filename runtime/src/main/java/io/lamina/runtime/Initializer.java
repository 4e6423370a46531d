package io.lamina.runtime;

/**
 * How a weight starts. An initialiser fills a tensor in the order of its file layout from a key, so the same seed gives
 * the same weights on every machine, whatever layout the compiler has chosen in memory.
 *
 * <p>{@code fanIn} and {@code fanOut} are the numbers of inputs of one output and of outputs of one input: for a dense
 * layer its two sizes, for a convolution the channels (of one group) times the places of the kernel.
 */
public abstract class Initializer {
    private final String description;

    protected Initializer(String description) {
        this.description = description;
    }

    /** Writes {@code size} values at {@code offset}; value {@code i} depends on {@code key} and {@code i} alone. */
    public abstract void fill(float[] values, int offset, int size, long key);

    /** All 0. */
    public static Initializer zeros() {
        return new Constant(0);
    }

    /** All 1. */
    public static Initializer ones() {
        return new Constant(1);
    }

    /** All {@code value}. */
    public static Initializer constant(float value) {
        return new Constant(value);
    }

    /** Uniform in [-bound, bound). */
    public static Initializer uniform(float bound) {
        return new Uniform("uniform", finite("bound", bound));
    }

    /** Gaussian of mean 0. */
    public static Initializer normal(float standardDeviation) {
        return new Normal("normal", finite("standardDeviation", standardDeviation), false);
    }

    /** Gaussian of mean 0, drawn again beyond two standard deviations (of the parent distribution), as in Keras. */
    public static Initializer truncatedNormal(float standardDeviation) {
        return new Normal("truncatedNormal", finite("standardDeviation", standardDeviation), true);
    }

    /** Keras's default for kernels: uniform, bound {@code sqrt(6 / (fanIn + fanOut))} (Glorot and Bengio, 2010). */
    public static Initializer glorotUniform(int fanIn, int fanOut) {
        return new Uniform("glorotUniform", root(6, (double) fan("fanIn", fanIn) + fan("fanOut", fanOut)));
    }

    /** Gaussian of standard deviation {@code sqrt(2 / (fanIn + fanOut))}, truncated and corrected as in Keras. */
    public static Initializer glorotNormal(int fanIn, int fanOut) {
        return truncatedCorrected("glorotNormal", root(2, (double) fan("fanIn", fanIn) + fan("fanOut", fanOut)));
    }

    /**
     * PyTorch's default for the weights and biases of dense and convolution layers: uniform, bound {@code 1 / sqrt(fanIn)}
     * (He's formula with a negative slope of sqrt(5)).
     */
    public static Initializer kaimingUniform(int fanIn) {
        return new Uniform("kaimingUniform", root(1, fan("fanIn", fanIn)));
    }

    /** Keras's default for embeddings: uniform, bound 0.05. */
    public static Initializer kerasUniform() {
        return uniform(0.05f);
    }

    /** PyTorch's default for embeddings: Gaussian of mean 0 and standard deviation 1. */
    public static Initializer standardNormal() {
        return normal(1);
    }

    /** Uniform, bound {@code sqrt(6 / fanIn)}, meant for ReLU (He et al., 2015). */
    public static Initializer heUniform(int fanIn) {
        return new Uniform("heUniform", root(6, fan("fanIn", fanIn)));
    }

    /** Gaussian of standard deviation {@code sqrt(2 / fanIn)}, truncated and corrected as in Keras (He et al., 2015). */
    public static Initializer heNormal(int fanIn) {
        return truncatedCorrected("heNormal", root(2, fan("fanIn", fanIn)));
    }

    /**
     * Keras's default for the recurrent weights of recurrent layers: rows, or columns where there are fewer of them, that are
     * orthogonal and of length 1 (Saxe et al., 2014). What {@code rows * columns} random numbers are decomposed into; the cost
     * grows with the third power of the size.
     */
    public static Initializer orthogonal(int rows, int columns) {
        return new Orthogonal(fan("rows", rows), fan("columns", columns));
    }

    /** Keras's default for the bias of an LSTM: 1 for the forget gate, the second of four blocks of {@code units}, else 0. */
    public static Initializer unitForgetBias(int units) {
        return new UnitForgetBias(fan("units", units));
    }

    /** A short description, such as {@code glorotUniform(0.0912)}. */
    @Override
    public final String toString() {
        return description;
    }

    /** What is left of the standard deviation after cutting at two of them is 0.8796: divide by it. */
    private static Initializer truncatedCorrected(String name, float standardDeviation) {
        return new Normal(name, standardDeviation / 0.8796256f, true);
    }

    private static float root(double numerator, double denominator) {
        return (float) Math.sqrt(numerator / denominator);
    }

    private static int fan(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
        }
        return value;
    }

    private static float finite(String name, float value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " must be finite and not negative, but is " + value);
        }
        return value;
    }

    private static final class Constant extends Initializer {
        private final float value;

        Constant(float value) {
            super("constant(" + value + ")");
            this.value = value;
        }

        @Override
        public void fill(float[] values, int offset, int size, long key) {
            for (int i = 0; i < size; i++) {
                values[offset + i] = value;
            }
        }
    }

    private static final class UnitForgetBias extends Initializer {
        private final int units;

        UnitForgetBias(int units) {
            super("unitForgetBias");
            this.units = units;
        }

        @Override
        public void fill(float[] values, int offset, int size, long key) {
            for (int i = 0; i < size; i++) {
                values[offset + i] = i / units == 1 ? 1 : 0;
            }
        }
    }

    private static final class Uniform extends Initializer {
        private final float bound;

        Uniform(String name, float bound) {
            super(name + "(" + bound + ")");
            this.bound = bound;
        }

        @Override
        public void fill(float[] values, int offset, int size, long key) {
            for (int i = 0; i < size; i++) {
                values[offset + i] = bound * (2 * CounterRandom.uniform(key, i) - 1);
            }
        }
    }

    private static final class Normal extends Initializer {
        private final float deviation;
        private final boolean truncated;

        Normal(String name, float deviation, boolean truncated) {
            super(name + "(" + deviation + ")");
            this.deviation = deviation;
            this.truncated = truncated;
        }

        @Override
        public void fill(float[] values, int offset, int size, long key) {
            for (int i = 0; i < size; i++) {
                values[offset + i] = (float) (deviation * draw(key, i));
            }
        }

        /** Draw {@code t} of value {@code i} comes from the sub-stream {@code t}, so that no value moves another. */
        private double draw(long key, int i) {
            double value = CounterRandom.gaussian(key, i);
            for (int t = 1; truncated && Math.abs(value) > 2; t++) {
                value = CounterRandom.gaussian(CounterRandom.key(key, t), i);
            }
            return value;
        }
    }
}
