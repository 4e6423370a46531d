package demo;

import io.lamina.*;

@Model
interface TwoMethodsOfOneName {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    @Add
    // error: [OverloadedNode] y: two methods have this name.
    Tensor y(Tensor x, Tensor again);

    @Dense(2)
    Tensor z(Tensor y);
}
