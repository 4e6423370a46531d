package demo;

import io.lamina.*;

@Model
interface NoUpperBound {
    @Input("T 8")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);
}
