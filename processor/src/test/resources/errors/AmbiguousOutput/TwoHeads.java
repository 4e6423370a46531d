package demo;

import io.lamina.*;

@Model
// error: [AmbiguousOutput] TwoHeads: may have several outputs: left, right.
interface TwoHeads {
    @Input("4")
    Tensor x();

    @Dense(2)
    Tensor left(Tensor x);

    @Dense(3)
    Tensor right(Tensor x);
}
