package io.lamina.training;

import java.util.Locale;
import java.util.Optional;

/**
 * One pass over the training data.
 *
 * @param number from 1 on, over all calls of {@link Trainer#fit}
 * @param train metrics while training: with dropout, each batch before its own update
 * @param validation metrics of the validation data after the epoch, if there is any
 * @param seconds time taken, validation included
 */
public record Epoch(int number, Metrics train, Optional<Metrics> validation, double seconds) {
    /** For example {@code loss 0.0931  accuracy 97.22 %  |  validation loss 0.1203  accuracy 96.67 %  |  0.4 s}. */
    @Override
    public String toString() {
        String held = validation.map(v -> "  |  validation " + v).orElse("");
        return train + held + String.format(Locale.ROOT, "  |  %.1f s", seconds);
    }
}
