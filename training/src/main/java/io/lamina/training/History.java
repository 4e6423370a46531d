package io.lamina.training;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link Trainer#fit} did, epoch by epoch.
 *
 * @param epochs in order, never empty
 */
public record History(List<Epoch> epochs) {
    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The last epoch. */
    public Epoch last() {
        return epochs.get(epochs.size() - 1);
    }

    /** Time taken by all epochs. */
    public double seconds() {
        return epochs.stream().mapToDouble(Epoch::seconds).sum();
    }

    /** One line per epoch. */
    @Override
    public String toString() {
        return epochs.stream().map(e -> "epoch " + e.number() + "  " + e).collect(Collectors.joining("\n"));
    }
}
