package io.lamina.runtime;

/**
 * What a workspace needs: {@code perSample * batch + fixed} floats and ints that all threads share, and scratch floats for
 * each thread.
 */
public final class MemoryInfo {
    /** Of a model that needs none. */
    static final MemoryInfo NONE = new MemoryInfo(0, 0, 0, 0, 0);

    private final long floatsPerSample;
    private final long floatsFixed;
    private final long intsPerSample;
    private final long intsFixed;
    private final long scratch;

    MemoryInfo(long floatsPerSample, long floatsFixed, long intsPerSample, long intsFixed, long scratch) {
        this.floatsPerSample = floatsPerSample;
        this.floatsFixed = floatsFixed;
        this.intsPerSample = intsPerSample;
        this.intsFixed = intsFixed;
        this.scratch = scratch;
    }

    /** Numbers for each sample of a batch and besides, and the scratch floats of each thread; generated classes make it. */
    public static MemoryInfo of(
            long floatsPerSample, long floatsFixed, long intsPerSample, long intsFixed, long scratch) {
        return new MemoryInfo(floatsPerSample, floatsFixed, intsPerSample, intsFixed, scratch);
    }

    /** Shared floats for a batch. */
    public long floats(int batch) {
        return floatsPerSample * batch + floatsFixed;
    }

    /** All floats for a batch: the shared ones, and behind them from a new cache line on those of each thread. */
    long floats(int batch, int threads) {
        long own = threads * scratch;
        return own == 0 ? floats(batch) : AlignedFloats.next(floats(batch)) + own;
    }

    /** Shared ints for a batch. */
    public long ints(int batch) {
        return intsPerSample * batch + intsFixed;
    }

    /** Scratch floats of each thread. */
    public long scratch() {
        return scratch;
    }

    /** Bytes that each sample of a batch adds. */
    public long bytesPerSample() {
        return Float.BYTES * floatsPerSample + Integer.BYTES * intsPerSample;
    }

    /** Bytes that each thread adds. */
    public long bytesPerThread() {
        return Float.BYTES * scratch;
    }

    /** Bytes for a batch. */
    public long bytes(int batch, int threads) {
        return Float.BYTES * floats(batch, threads) + Integer.BYTES * ints(batch);
    }

    /**
     * A workspace for batches of up to {@code capacity}.
     *
     * @param team the threads that share a call
     * @param job what each of them runs
     * @throws IllegalArgumentException if the capacity is below 1 or the sizes exceed what an array can hold
     */
    public Workspace workspace(String model, int capacity, Team team, Team.Job job) {
        return new Workspace(model, capacity, this, team, job);
    }
}
