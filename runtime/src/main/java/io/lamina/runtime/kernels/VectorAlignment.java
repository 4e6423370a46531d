package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Where in an array cache lines begin. A load of 64 bytes that straddles two lines costs two accesses; packed panels that straddle
 * them make a product 7 to 12 % slower. Java does not tell an array's address, and arrays begin anywhere in a line, so it is
 * measured: once the tiles are compiled, a few thousand loads at each place within a vector take some 20 microseconds, and the
 * fastest place is remembered for the array, though not for ever, as a collector may move it. Until then, and where it makes
 * no difference, the answer is the place asked for. Where panels lie changes no bit of a result.
 */
final class VectorAlignment {
    /** What callers keep free behind what they place. */
    static final int ROOM = 16;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** Loads of one {@link #loads}, which are 8 kB for the widest vectors. */
    private static final int LOADS = 128;

    private static final int REPEATS = 12;
    private static final int ROUNDS = 3;
    /** Nanoseconds that {@link #loads} takes at most once it is compiled. */
    private static final long COMPILED = 1_000;
    /** Uses between attempts as long as it is not. */
    private static final int PAUSE = 16;
    /** Uses after which an answer is measured again. */
    private static final int USES = 1 << 13;
    /** Share of the time that the best place may take of the worst; else it makes no difference. */
    private static final double CLEAR = 0.85;

    /** By the array's hash: its upper bits, and the index of the first aligned element, or NONE. Threads may lose an entry. */
    private static final int[] KNOWN = new int[64];

    private static final int INDEX = 31;
    private static final int NONE = 31;

    private static int attempts;
    private static int uses;
    private static float sink;

    private VectorAlignment() {}

    /** The first aligned index from {@code from} on, less than {@link #ROOM} behind it; {@code from} where it is not known. */
    static int align(float[] array, int from) {
        int hash = System.identityHashCode(array);
        int slot = hash & (KNOWN.length - 1);
        int tag = hash << 5;
        int known = KNOWN[slot];
        if (known == 0 || (known & ~INDEX) != tag || uses++ > USES) {
            known = measure(array, tag);
            KNOWN[slot] = known;
            uses = 0;
        }
        int first = known & INDEX;
        return known == 0 || first == NONE ? from : from + ((first - from) & (L - 1));
    }

    /** An entry, or 0 if it is too early. */
    private static int measure(float[] array, int tag) {
        if (array.length < (LOADS + 1) * L) {
            return tag | NONE;
        }
        if (!Warmup.over() || !compiled(array)) {
            return 0;
        }
        int best = 0;
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int place = 0; place < L; place++) {
            long time = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                time = Math.min(time, time(array, place, REPEATS));
            }
            most = Math.max(most, time);
            if (time < least) {
                least = time;
                best = place;
            }
        }
        return least < CLEAR * most ? tag | best : tag | NONE;
    }

    private static boolean compiled(float[] array) {
        return ++attempts % PAUSE == 0 && time(array, 0, REPEATS) < REPEATS * COMPILED;
    }

    private static long time(float[] array, int from, int repeats) {
        long start = System.nanoTime();
        float sum = 0f;
        for (int i = 0; i < repeats; i++) {
            sum += loads(array, from);
        }
        long time = System.nanoTime() - start;
        sink = sum;
        return time;
    }

    private static float loads(float[] x, int from) {
        FloatVector a = FloatVector.fromArray(S, x, from);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int i = 0; i < LOADS; i += 4) {
            int at = from + i * L;
            a = a.add(FloatVector.fromArray(S, x, at));
            b = b.add(FloatVector.fromArray(S, x, at + L));
            c = c.add(FloatVector.fromArray(S, x, at + 2 * L));
            d = d.add(FloatVector.fromArray(S, x, at + 3 * L));
        }
        return a.add(b).add(c.add(d)).lane(0);
    }
}
