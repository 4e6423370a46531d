package demo;

import io.lamina.*;

@Model
interface TooFewDimensions {
    @Input("28 28")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv(Tensor image);

    @Flatten(last = 3)
    Tensor flat(Tensor image);

    @Input
    Tensor scalar();

    @Dense(3)
    Tensor dense(Tensor scalar);

    @Concat(axis = -2)
    Tensor joined(Tensor dense, Tensor flat);
}
