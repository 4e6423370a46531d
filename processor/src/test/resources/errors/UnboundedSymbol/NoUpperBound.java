package demo;

import io.lamina.*;

@Model
interface NoUpperBound {
    // error: [UnboundedSymbol] x: T has no upper bound, so no memory can be planned for it.
    @Input("T 8")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);
}
