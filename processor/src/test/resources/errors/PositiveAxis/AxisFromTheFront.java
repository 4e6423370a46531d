package demo;

import io.lamina.*;

@Model
interface AxisFromTheFront {
    @Input("8 8 3")
    Tensor image();

    @Input("8 8 1")
    Tensor depth();

    // error: [PositiveAxis] joined: axis = 2 counts from the front.
    @Concat(axis = 2)
    Tensor joined(Tensor image, Tensor depth);
}
