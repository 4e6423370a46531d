package io.lamina.runtime;

/**
 * Some samples, ready for a model: one array per input, in the order of {@link ModelInfo#inputs()}, samples one after the
 * other. Made once and filled again for every step. Arrays have room for the bounds of symbolic sizes.
 */
public final class Batch {
    private static final float[] NO_FLOATS = new float[0];
    private static final int[] NO_INTS = new int[0];

    private final ModelInfo info;
    private final int capacity;
    private final float[][] floats;
    private final int[][] ints;
    private final int[] lengths;
    private int size;

    private Batch(ModelInfo info, int capacity, boolean training) {
        if (capacity < 1) {
            throw new IllegalArgumentException("the capacity of a batch must be at least 1, but is " + capacity);
        }
        int inputs = info.inputs().size();
        this.info = info;
        this.capacity = capacity;
        this.floats = new float[inputs][];
        this.ints = new int[inputs][];
        this.lengths = new int[info.symbols().size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = info.symbols().get(i).upper();
        }
        for (int i = 0; i < inputs; i++) {
            TensorInfo input = info.inputs().get(i);
            long length = training || !input.isTrainingOnly() ? (long) input.size() * capacity : 0;
            if (length > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a batch of " + capacity + " of " + input + " has " + length
                        + " numbers, more than an array can hold");
            }
            boolean isFloat = input.type() == ElementType.FLOAT32;
            floats[i] = isFloat ? new float[(int) length] : NO_FLOATS;
            ints[i] = isFloat ? NO_INTS : new int[(int) length];
        }
    }

    /** For training and evaluation: room for all inputs. */
    public static Batch forTraining(ModelInfo info, int capacity) {
        return new Batch(info, capacity, true);
    }

    /** For prediction: inputs that only losses read have empty arrays. */
    public static Batch forPrediction(ModelInfo info, int capacity) {
        return new Batch(info, capacity, false);
    }

    /** Number of samples that are filled. */
    public int size() {
        return size;
    }

    /** Most samples it has room for. */
    public int capacity() {
        return capacity;
    }

    /** Says how many samples are filled. */
    public void setSize(int samples) {
        if (samples < 1 || samples > capacity) {
            throw new IllegalArgumentException(
                    "a batch of capacity " + capacity + " cannot hold " + samples + " samples");
        }
        size = samples;
    }

    /** What a symbol of {@link ModelInfo#symbols()} is for these samples: its bound, until {@link #setLength} says otherwise. */
    public int length(int symbol) {
        return lengths[symbol];
    }

    /**
     * Says what a symbol is for these samples. Samples then lie one after the other in the shapes that follow.
     *
     * @throws IllegalArgumentException if it is out of its bounds or no multiple of its divisor
     */
    public void setLength(int symbol, int length) {
        info.symbols().get(symbol).require(length);
        lengths[symbol] = length;
    }

    /** The live array of a FLOAT32 input; samples from {@link #size()} on are leftovers. */
    public float[] floats(int input) {
        require(input, ElementType.FLOAT32);
        return floats[input];
    }

    /** The live array of an INT32 input; samples from {@link #size()} on are leftovers. */
    public int[] ints(int input) {
        require(input, ElementType.INT32);
        return ints[input];
    }

    private void require(int input, ElementType type) {
        TensorInfo found = info.inputs().get(input);
        if (found.type() != type) {
            throw new IllegalArgumentException(info.name() + ": input " + found + " is not " + type);
        }
    }
}
