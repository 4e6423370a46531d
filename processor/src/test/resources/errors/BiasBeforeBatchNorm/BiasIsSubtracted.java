package demo;

import io.lamina.*;

@Model
interface BiasIsSubtracted {
    @Input("8 8 3")
    Tensor image();

    // warning: [BiasBeforeBatchNorm] conv: its bias has no effect, as norm subtracts the mean.
    @Conv2d(filters = 4, kernel = 3)
    Tensor conv(Tensor image);

    @BatchNorm
    Tensor norm(Tensor conv);

    @Conv2d(filters = 4, kernel = 3, bias = false)
    Tensor conv2(Tensor norm);

    @BatchNorm
    Tensor norm2(Tensor conv2);

    @Conv2d(filters = 4, kernel = 3)
    @SuppressWarnings("BiasBeforeBatchNorm")
    Tensor conv3(Tensor norm2);

    @BatchNorm
    Tensor norm3(Tensor conv3);
}
