package demo;

import io.lamina.*;

@Model
interface ImageOfAnySize {
    @Input("H<=64 W<=64 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv(Tensor image);

    @Flatten
    Tensor flat(Tensor image);

    @Dense(3)
    Tensor y(Tensor flat);
}
