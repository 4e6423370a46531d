package demo;

import io.lamina.*;

@Model
interface ReturnsFloats {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    @Dense(3)
    // error: [WrongReturnType] z: a node returns a Tensor, not float[].
    float[] z(Tensor y);

    @Dense(3)
    // error: [WrongReturnType] nothing: a node returns a Tensor, not void.
    void nothing(Tensor z);
}
