package io.lamina.runtime.kernels;

/**
 * Along one dimension of a convolution: the input places {@code place}, {@code place + stride}, and so on. They are read at the
 * same taps, and from one of them to the next the outputs that read it move by one. So the gradient by a phase is a convolution with
 * stride 1 over the gradient by the outputs, its kernel the phase's taps from the last to the first.
 */
final class Phase {
    /** The first input place. */
    final int place;

    /** The number of input places. */
    final int count;

    /** Number of taps. */
    final int taps;

    /** The output that reads the first input place at the last tap, inside the image or not. */
    final int start;

    private final int tap;
    private final int step;

    private Phase(int place, int count, int tap, int taps, int step, int start) {
        this.place = place;
        this.count = count;
        this.tap = tap;
        this.taps = taps;
        this.step = step;
        this.start = start;
    }

    /** The {@code t}-th tap by the outputs' order, which is the opposite of the kernel's. */
    int tap(int t) {
        return tap + (taps - 1 - t) * step;
    }

    /** All phases of a dimension, {@code all} being its taps. */
    static Phase[] all(int in, int kernel, int stride, int pad, int dilation, Taps all) {
        Phase[] phases = new Phase[Math.min(stride, in)];
        for (int p = 0; p < phases.length; p++) {
            int first = 0;
            while (first < kernel && (p + pad - first * dilation) % stride != 0) {
                first++;
            }
            int taps = first < kernel ? (kernel - 1 - first) / all.step + 1 : 0;
            int start = (p + pad - first * dilation) / stride - (taps - 1) * all.outStep;
            phases[p] = new Phase(p, (in - p + stride - 1) / stride, first, taps, all.step, start);
        }
        return phases;
    }

    /** The first of the outputs that read the first place of any phase. */
    static int lowest(Phase[] phases) {
        int lowest = Integer.MAX_VALUE;
        for (Phase phase : phases) {
            lowest = phase.taps > 0 ? Math.min(lowest, phase.start) : lowest;
        }
        return lowest == Integer.MAX_VALUE ? 0 : lowest;
    }

    /** How many outputs lie between that one and the last of them, both included. */
    static int span(Phase[] phases) {
        int end = lowest(phases) + 1;
        for (Phase phase : phases) {
            end = phase.taps > 0 ? Math.max(end, phase.start + phase.taps) : end;
        }
        return end - lowest(phases);
    }

    /** The most taps of a phase, at least one. */
    static int mostTaps(Phase[] phases) {
        int most = 1;
        for (Phase phase : phases) {
            most = Math.max(most, phase.taps);
        }
        return most;
    }
}
