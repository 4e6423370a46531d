package io.lamina;

/** Whose defaults and layouts a model follows; docs/conventions.md lists every difference. */
public enum Convention {
    /** Channels last, Keras's defaults and file layouts. */
    KERAS,
    /** Channels first, PyTorch's defaults and state_dict layouts. */
    TORCH
}
