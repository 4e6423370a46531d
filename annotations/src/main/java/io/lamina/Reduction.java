package io.lamina;

/** How the terms of a loss become one number. */
public enum Reduction {
    /** The mean over batch and mapped dimensions; ignored places are left out. */
    MEAN,
    /** The sum. */
    SUM
}
