package io.lamina.runtime;

/**
 * A model that learns; the compiler generates the implementation. It changes its {@link #parameters()} in place. One thread
 * at a time may use it.
 */
public interface TrainingModel {
    /** Names, shapes and metrics. */
    ModelInfo info();

    /** The weights that {@link #step} changes. */
    ModelParameters parameters();

    /** What changes the weights, given their gradients. */
    Optimizer optimizer();

    /**
     * One step of training: forward with dropout and batch statistics, backward, update. Sets the metrics.
     *
     * @throws IllegalArgumentException if a label is not in its range
     */
    void step(Batch batch);

    /** The losses without dropout and with running statistics; changes no weight. Sets the metrics. */
    void evaluate(Batch batch);

    /** A metric of the last {@link #step} or {@link #evaluate}, by its position in {@link ModelInfo#metrics()}. */
    float metric(int index);
}
