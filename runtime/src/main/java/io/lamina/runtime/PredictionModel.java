package io.lamina.runtime;

/**
 * A model that predicts; the compiler generates the implementation. Immutable: any number of threads may share it, each
 * with a workspace of its own.
 */
public interface PredictionModel {
    /** Names and shapes. */
    ModelInfo info();

    /** Memory for batches of up to {@code capacity}; predictions in it run on the thread that asks for them. */
    Workspace workspace(int capacity);

    /**
     * Memory for batches of up to {@code capacity}; predictions in it are shared by this many threads, the caller's included.
     *
     * @throws IllegalArgumentException if one of them is below 1
     */
    Workspace workspace(int capacity, int threads);

    /**
     * Predicts a batch; inputs that only losses read are not looked at.
     *
     * @param outputs one array per output, in the order of {@link ModelInfo#outputs()}, with room for the batch; samples lie
     *     in them in the shapes that follow from the batch's lengths
     * @throws IllegalArgumentException if the workspace belongs to another model or an array is too short
     */
    void predict(Workspace workspace, Batch inputs, float[][] outputs);
}
