package io.lamina.processor.op;

import io.lamina.processor.shape.Symbols;

/** A layer that asks how large symbolic sizes may become. In a block it is made before the model's symbols are known. */
public interface BoundedLayer extends Layer {
    /** The same layer with the symbols of the model that it is used in. */
    Layer with(Symbols symbols);
}
