package io.lamina.runtime;

/** What a workspace needs: {@code perSample * batch + fixed} floats and ints. */
public final class MemoryInfo {
    private final long floatsPerSample;
    private final long floatsFixed;
    private final long intsPerSample;
    private final long intsFixed;

    MemoryInfo(long floatsPerSample, long floatsFixed, long intsPerSample, long intsFixed) {
        this.floatsPerSample = floatsPerSample;
        this.floatsFixed = floatsFixed;
        this.intsPerSample = intsPerSample;
        this.intsFixed = intsFixed;
    }

    /** Floats for a batch. */
    public long floats(int batch) {
        return floatsPerSample * batch + floatsFixed;
    }

    /** Ints for a batch. */
    public long ints(int batch) {
        return intsPerSample * batch + intsFixed;
    }

    /** Bytes that each sample of a batch adds. */
    public long bytesPerSample() {
        return 4 * (floatsPerSample + intsPerSample);
    }

    /** Bytes for a batch. */
    public long bytes(int batch) {
        return 4 * (floats(batch) + ints(batch));
    }

    /** A workspace for batches of up to {@code capacity}. */
    public Workspace workspace(String model, int capacity) {
        return new Workspace(model, capacity, floats(capacity), ints(capacity));
    }
}
