package demo;

import io.lamina.*;

@Model
interface BatchInShape {
    // error: [ReservedSymbol] x: the shape "B 28 28 1" names the batch size B.
    @Input("B 28 28 1")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);
}
