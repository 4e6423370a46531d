package io.lamina.runtime.kernels;

/**
 * Keeps the loops of the large tiles short until C2 has compiled them.
 *
 * <p>HotSpot compiles a method for entry from its loop (on-stack replacement) once the loop has run 40,000 times, and as a
 * whole only after some 600 calls. Large tiles take C2 a second or two each time; with hundreds of turns a call the useless
 * form would come first. So the first calls split their sums, which go on from the result: the bits are the same. Each kind of product counts its own tiles, else
 * what a step runs last would not be split any more.
 */
final class VectorWarmup {
    /** Tiles after which the JIT has been told. */
    private static final int TILES = 8000;

    /** Columns of a tile. */
    private static final int PANEL = 2 * VectorWidth.LANES;

    /** Terms per call before that, two to a turn of the loop: the fewer, the sooner 600 calls are through, while vectors are slow objects. */
    private static final int SHORT = 24;

    /** Pixels per call before that, of loops whose turns are long. */
    private static final int FEW = 4;

    private int tiles;

    /** Whether the JIT has had its time. */
    boolean over() {
        return tiles > TILES;
    }

    /**
     * How many of {@code k} terms a call may take of a product that has {@code rows} rows and {@code columns} columns and takes that many until its end. Threads
     * may lose a count.
     */
    int terms(int k, int rows, int columns) {
        int seen = tiles;
        if (seen > TILES) {
            return k;
        }
        tiles = seen + (rows / 12 + 1) * (columns / PANEL + 1) * (k / SHORT + 1);
        return Math.min(k, SHORT);
    }

    /** How many of {@code n} pixels a call may take that computes each of them in one turn. */
    int pixels(int n) {
        int seen = tiles;
        if (seen > TILES) {
            return n;
        }
        tiles = seen + 1;
        return Math.min(n, FEW);
    }
}
