package io.lamina.processor.memory;

/**
 * Memory that is needed from one node to another, both included.
 *
 * @param size elements, a multiple of the alignment; per sample where {@code perSample}
 */
record LiveRange(int from, int to, long size, boolean perSample) {
    boolean meets(LiveRange other) {
        return from <= other.to && other.from <= to;
    }

    LiveRange until(int later) {
        return new LiveRange(from, Math.max(to, later), size, perSample);
    }
}
