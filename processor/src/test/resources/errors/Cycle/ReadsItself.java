package demo;

import io.lamina.*;

@Model
interface ReadsItself {
    @Input("4")
    Tensor x();

    @Add
    Tensor y(Tensor x, @From("y") Tensor again);
}
