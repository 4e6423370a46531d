package demo;

import io.lamina.*;

@Model
interface NoConstant {
    int SIZE = Integer.parseInt("3");

    // error: [MalformedShape] x: the shape "4 SIZE" names SIZE, which is no compile-time constant.
    @Input("4 SIZE")
    Tensor x();

    @Dense(4)
    Tensor y(Tensor x);
}
