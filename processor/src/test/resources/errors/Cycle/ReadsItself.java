package demo;

import io.lamina.*;

@Model
interface ReadsItself {
    @Input("4")
    Tensor x();

    @Add
    // error: [Cycle] y: reads itself.
    Tensor y(Tensor x, @From("y") Tensor again);
}
