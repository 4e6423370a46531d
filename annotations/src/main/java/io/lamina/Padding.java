package io.lamina;

/** How a window meets the border of its input. */
public enum Padding {
    /** No padding. */
    VALID,
    /** As much zero padding as gives {@code ceil(input / stride)} places; the odd one goes behind. */
    SAME,
    /** All of the padding in front, so that no place sees what comes behind it. Of {@link Conv1d} alone. */
    CAUSAL
}
