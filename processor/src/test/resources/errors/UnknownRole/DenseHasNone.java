package demo;

import io.lamina.*;

@Model
interface DenseHasNone {
    @Input("8")
    Tensor x();

    @Input("8")
    Tensor present();

    @Dense(4)
    // error: [UnknownRole] y: @Dense has no input 'mask'; all it reads has its meaning by position.
    Tensor y(Tensor x, @As("mask") Tensor present);
}
