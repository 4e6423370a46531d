package io.lamina.runtime;

import java.io.IOException;

/** A safetensors file is damaged, or holds what cannot be read: the message names file, tensor, expected and found. */
public class SafeTensorsException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message for the user. */
    public SafeTensorsException(String message) {
        super(message);
    }
}
