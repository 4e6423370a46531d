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

    /** Number of threads that share a step: by default what the system property {@code lamina.threads} says, or one per processor. */
    int threads();

    /**
     * Lets every step run on exactly this many threads, where the default takes fewer for small batches. The results are the same to
     * the last bit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    void setThreads(int count);

    /** A metric of the last {@link #step} or {@link #evaluate}, by its position in {@link ModelInfo#metrics()}. */
    float metric(int index);
}
