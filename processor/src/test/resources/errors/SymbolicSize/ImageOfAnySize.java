package demo;

import io.lamina.*;

@Model
interface ImageOfAnySize {
    @Input("H<=64 W<=64 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    // error: [SymbolicSize] conv: the height must be a number, but is H in image, which is H W 3.
    Tensor conv(Tensor image);

    @Flatten
    Tensor flat(Tensor image);

    @Dense(3)
    // error: [SymbolicSize] y: the last dimension must be a number, but is 3*H*W in flat, which is 3*H*W.
    Tensor y(Tensor flat);
}
