package io.lamina.runtime.kernels;

/**
 * Counts calls of a kernel ahead of those that a step makes, on little data, with results that are overwritten.
 *
 * <p>HotSpot gives a method to C2 after some 5000 calls, several times as many while C2 has much to do, and until then its vectors are
 * objects. What a step calls a thousand times is soon there. A classifier's product, called once or twice a step, would take minutes.
 */
final class Rehearsal {
    /** Calls in all: those behind C2's turn take next to no time. */
    static final int CALLS = 20_000;

    /** Calls at a time. */
    static final int MOST = 128;

    private int done;

    /** How many calls are due: one, so as not to delay the first step, and then as many as ever before. Threads may lose a count. */
    int calls() {
        int before = done;
        if (before >= CALLS) {
            return 0;
        }
        int now = Math.min(Math.max(before, 1), MOST);
        done = before + now;
        return now;
    }
}
