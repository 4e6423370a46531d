package io.lamina.training;

import java.io.IOException;

/** A data file is not what was expected: the message names the file, the place, expected and found. */
public final class DataException extends IOException {
    private static final long serialVersionUID = 1;

    DataException(String message) {
        super(message);
    }

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
