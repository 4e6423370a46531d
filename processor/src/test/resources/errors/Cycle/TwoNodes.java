package demo;

import io.lamina.*;

@Model
interface TwoNodes {
    @Input("4")
    Tensor x();

    @Add
    // error: [Cycle] a: depends on itself: a reads c reads b reads a.
    Tensor a(Tensor x, Tensor c);

    @Dense(4)
    Tensor b(Tensor a);

    @Dense(4)
    Tensor c(Tensor b);

    @Dense(2)
    Tensor y(Tensor c);
}
