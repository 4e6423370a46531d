package io.lamina.training;

/** Training cannot go on: the message says where and, as far as it can be seen, why. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }
}
