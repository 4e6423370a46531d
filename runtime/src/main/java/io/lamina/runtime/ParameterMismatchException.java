package io.lamina.runtime;

/** The tensors of a file are not those of the model: the message is a table of all that differ. */
public final class ParameterMismatchException extends SafeTensorsException {
    private static final long serialVersionUID = 1;

    /** With a message for the user. */
    public ParameterMismatchException(String message) {
        super(message);
    }
}
