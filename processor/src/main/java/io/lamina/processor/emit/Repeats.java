package io.lamina.processor.emit;

/** How the calls of a repeated block are written. */
public enum Repeats {
    /** In one method, which is called for each repetition. */
    ONCE,
    /** For each repetition, as if it stood in the model: the same calls in the same order. */
    EACH
}
