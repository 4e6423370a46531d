package demo;

import io.lamina.*;

@Model
interface Features {
    @Input("5 C<=8")
    Tensor x();

    @Gru(4)
    // error: [SymbolicSize] last: the number of features must be a number, but is C in x, which is 5 C.
    Tensor last(Tensor x);
}
