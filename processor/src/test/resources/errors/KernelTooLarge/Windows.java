package demo;

import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model
interface Windows {
    @Input("8 8 1")
    Tensor image();

    @Conv2d(filters = 32, kernel = 3, padding = SAME)
    Tensor conv1(Tensor image);

    @MaxPool2d(2)
    Tensor pool1(Tensor conv1);

    @Conv2d(filters = 64, kernel = 3, padding = SAME)
    Tensor conv2(Tensor pool1);

    @MaxPool2d(2)
    Tensor pool2(Tensor conv2);

    @Conv2d(filters = 64, kernel = 5)
    Tensor conv3(Tensor pool2);

    @AvgPool2d(size = {2, 3})
    Tensor average(Tensor pool2);

    @Conv2d(filters = 64, kernel = 2, dilation = 3)
    Tensor dilated(Tensor pool2);

    @Conv2d(filters = 64, kernel = 7, pad = 1)
    Tensor padded(Tensor pool2);
}
