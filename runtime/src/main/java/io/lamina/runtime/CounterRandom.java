package io.lamina.runtime;

/**
 * Random numbers as a pure function of a key and an index, so that nothing depends on who asks first, on the number of
 * threads or on the machine.
 *
 * <p>{@code bits(key, i)} is the i-th output of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014) seeded with {@code key}: {@code mix(key + (i + 1) * 0x9E3779B97F4A7C15)}. Keys are derived from a
 * seed and a purpose, for instance {@code key(seed, "conv1.weight")} or {@code key(key(seed, "shuffle"), epoch)}.
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final float ULP_24 = 1f / (1 << 24);
    private static final double ULP_53 = 1.0 / (1L << 53);

    private CounterRandom() {}

    /** 64 uniformly distributed bits: the {@code index}-th of the stream {@code key}. */
    public static long bits(long key, long index) {
        return mix(key + (index + 1) * GOLDEN);
    }

    /** A float from the 2^24 multiples of 2^-24 in [0, 1), each as likely. */
    public static float uniform(long key, long index) {
        return (bits(key, index) >>> 40) * ULP_24;
    }

    /** A double from the 2^53 multiples of 2^-53 in [0, 1), each as likely. */
    public static double uniformDouble(long key, long index) {
        return (bits(key, index) >>> 11) * ULP_53;
    }

    /**
     * A number of mean 0 and standard deviation 1 by Box and Muller's formula {@code sqrt(-2 ln u) cos(2 pi v)}, from the
     * numbers {@code 2 * index} and {@code 2 * index + 1} of the stream; the same bits on every machine.
     */
    public static double gaussian(long key, long index) {
        double u = 1 - uniformDouble(key, 2 * index);
        double v = uniformDouble(key, 2 * index + 1);
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * v);
    }

    /**
     * An int in [0, bound). The bias is below {@code bound / 2^32}.
     *
     * @throws IllegalArgumentException if {@code bound} is below 1
     */
    public static int bounded(long key, long index, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, but is " + bound);
        }
        return (int) (((bits(key, index) >>> 32) * bound) >>> 32);
    }

    /** The key of the sub-stream {@code number} of {@code seed}; different numbers give unrelated streams. */
    public static long key(long seed, long number) {
        return mix(mix(seed + GOLDEN) ^ (number * GOLDEN + FNV_BASIS));
    }

    /** The key of the sub-stream {@code name} of {@code seed} (over the 64-bit FNV-1a hash of its UTF-16 units). */
    public static long key(long seed, String name) {
        long hash = FNV_BASIS;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            hash = (hash ^ (c & 0xFF)) * FNV_PRIME;
            hash = (hash ^ (c >>> 8)) * FNV_PRIME;
        }
        return key(seed, hash);
    }

    /** The numbers 0 to n-1 in an order given by {@code key} alone. */
    public static int[] permutation(long key, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(key, order);
        return order;
    }

    /** Shuffles in place, by Fisher and Yates from the end; the order depends on {@code key} and the length alone. */
    public static void shuffle(long key, int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = bounded(key, i, i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** The finaliser of SplitMix64 (Stafford's variant 13): a bijection of the 64-bit numbers. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
