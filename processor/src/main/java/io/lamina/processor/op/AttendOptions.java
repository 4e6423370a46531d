package io.lamina.processor.op;

/** What an attention is made of: {@link Attend} and its gradient share these. */
public final class AttendOptions {
    private AttendOptions() {}

    /**
     * Heads and their sizes.
     *
     * @param heads of queries
     * @param kvHeads of keys and values, which divide them
     * @param size of a head of queries and keys
     * @param valueSize of a head of values and of the result
     */
    public record Heads(int heads, int kvHeads, int size, int valueSize) {
        int queryWidth() {
            return heads * size;
        }

        int keyWidth() {
            return kvHeads * size;
        }

        int valueWidth() {
            return kvHeads * valueSize;
        }

        /** Of the result. */
        public int width() {
            return heads * valueSize;
        }

        /** The head of keys that a head of queries reads. */
        public int keyHead(int head) {
            return head / (heads / kvHeads);
        }
    }

    /** Which of queries, keys and values lie in one tensor, in this order in each row. */
    public enum Packing {
        SEPARATE(3),
        KEYS_AND_VALUES(2),
        ALL(1);

        private final int tensors;

        Packing(int tensors) {
            this.tensors = tensors;
        }

        /** How many tensors there are. */
        int tensors() {
            return tensors;
        }

        /** Which tensor keys lie in. */
        public int key() {
            return this == ALL ? 0 : 1;
        }

        /** Which tensor values lie in. */
        public int value() {
            return tensors - 1;
        }

        /** Where the first key stands in its row. */
        int keyColumn(Heads heads) {
            return this == ALL ? heads.queryWidth() : 0;
        }

        int valueColumn(Heads heads) {
            return this == SEPARATE ? 0 : keyColumn(heads) + heads.keyWidth();
        }
    }

    /** A further tensor that hides keys, for each key or each pair of query and key, or weighs them. */
    public enum Mask {
        NONE,
        KEYS,
        PAIRS,
        BIAS_OF_KEYS,
        BIAS_OF_PAIRS;

        public boolean isBias() {
            return this == BIAS_OF_KEYS || this == BIAS_OF_PAIRS;
        }

        public boolean isOfPairs() {
            return this == PAIRS || this == BIAS_OF_PAIRS;
        }
    }

    /**
     * Which keys a query sees.
     *
     * @param causal those up to its own position alone
     * @param window how many of these, or 0 for all
     * @param lengths whether a tensor says how many keys of each sample count
     */
    public record Visible(boolean causal, int window, Mask mask, boolean lengths) {
        public static final Visible ALL = new Visible(false, 0, Mask.NONE, false);
    }

    /**
     * The dropout of weights.
     *
     * @param node whose random numbers are drawn
     */
    public record Dropped(String node, float rate) {
        public static final Dropped NONE = new Dropped("", 0);
    }
}
