package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Numbers {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 0, kernel = 3)
    Tensor filters(Tensor image);

    @Conv2d(filters = 4, kernel = {3, 3, 3})
    Tensor kernel(Tensor image);

    @Conv2d(filters = 4, kernel = 3, stride = 0)
    Tensor stride(Tensor image);

    @Conv2d(filters = 4, kernel = 3, pad = -1)
    Tensor pad(Tensor image);

    @MaxPool2d(value = 2, pad = 2)
    Tensor pool(Tensor image);

    @BatchNorm(momentum = 2)
    Tensor norm(Tensor image);

    @BatchNorm(epsilon = 0)
    Tensor epsilon(Tensor image);

    @Dropout(50)
    Tensor dropped(Tensor image);

    @Dropout(rate = -0.1)
    Tensor negative(Tensor image);

    @Flatten
    Tensor flat(Tensor image);

    @Dense(-10)
    Tensor logits(Tensor flat);

    @Flatten(last = -1)
    Tensor joined(Tensor image);

    @Input("8 8 3")
    Tensor target();

    @MeanSquaredError(weight = -1)
    Tensor loss(Tensor image, Tensor target);

    @Input(value = "8 8", type = INT32)
    Tensor labels();

    @CrossEntropy(labelSmoothing = 1.5)
    Tensor smoothed(Tensor image, Tensor labels);
}
