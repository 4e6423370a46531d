package io.lamina;

/** What {@link Reduce} does over the dimensions that go. */
public enum Reducer {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** The largest. */
    MAX,
    /** The smallest. */
    MIN
}
