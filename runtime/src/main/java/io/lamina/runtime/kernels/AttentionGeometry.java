package io.lamina.runtime.kernels;

/**
 * What is fixed about an attention when code is compiled: heads, their sizes, where they lie in a row, and which keys a query sees
 * by their positions alone. Query head {@code h} reads key head {@code h / (heads / kvHeads)}; head {@code h} begins at
 * {@code h * size} in its row.
 */
public final class AttentionGeometry {
    final int heads;
    final int kvHeads;
    final int size;
    final int valueSize;
    final int queryStep;
    final int keyStep;
    final int valueStep;
    final boolean causal;
    final int window;
    final boolean maskOfPairs;

    /**
     * Makes one.
     *
     * @param heads heads of queries
     * @param kvHeads heads of keys and values, which divide them
     * @param size of a head of queries and keys
     * @param valueSize of a head of values and of the result
     * @param queryStep from row to row of queries
     * @param keyStep from row to row of keys
     * @param valueStep from row to row of values
     * @param causal whether query i sees the keys up to i alone
     * @param window how many keys up to its own a query sees, or 0 for all
     * @param maskOfPairs whether a mask is {@code [t, s]} for each sample, else {@code [s]}
     */
    public AttentionGeometry(
            int heads,
            int kvHeads,
            int size,
            int valueSize,
            int queryStep,
            int keyStep,
            int valueStep,
            boolean causal,
            int window,
            boolean maskOfPairs) {
        this.heads = heads;
        this.kvHeads = kvHeads;
        this.size = size;
        this.valueSize = valueSize;
        this.queryStep = queryStep;
        this.keyStep = keyStep;
        this.valueStep = valueStep;
        this.causal = causal;
        this.window = window;
        this.maskOfPairs = maskOfPairs;
    }

    /** From row to row of the result. */
    int resultStep() {
        return heads * valueSize;
    }

    /** The heads of queries that read one head of keys. */
    int group() {
        return heads / kvHeads;
    }

    /** The first key that some query from {@code i} on sees. */
    int firstKey(int i) {
        return window > 0 ? Math.max(0, i - window + 1) : 0;
    }

    /** One behind the last key that a query before {@code i} sees, of {@code keys}. */
    int endKey(int i, int keys) {
        return causal ? Math.min(i, keys) : keys;
    }

    /** The elements of a mask for one sample. */
    int maskSize(int t, int s) {
        return maskOfPairs ? t * s : s;
    }
}
