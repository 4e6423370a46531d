package demo;

import io.lamina.*;

@Model
interface TooFewDimensions {
    @Input("28 28")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    // error: [WrongRank] conv: needs at least 3 dimensions (height, width, channels), but reads image, which is 28 28.
    Tensor conv(Tensor image);

    // error: [WrongRank] flat: joins the last 3 dimensions, but reads image, which is 28 28.
    @Flatten(last = 3)
    Tensor flat(Tensor image);

    @Input
    Tensor scalar();

    @Dense(3)
    // error: [WrongRank] dense: needs at least 1 dimension (features), but reads scalar, which is a scalar.
    Tensor dense(Tensor scalar);

    @Concat(axis = -2)
    Tensor joined(Tensor dense, Tensor flat);
}
