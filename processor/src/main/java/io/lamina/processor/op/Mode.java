package io.lamina.processor.op;

/** What a graph is for. */
public enum Mode {
    /** Prediction: outputs alone. */
    INFER,
    /** Losses with the running statistics and without dropout. */
    EVALUATE,
    /** Losses, gradients and new running statistics. */
    TRAIN
}
