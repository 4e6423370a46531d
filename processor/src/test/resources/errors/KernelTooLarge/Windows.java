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

    // error: [KernelTooLarge] conv3: kernel 5x5 does not fit its input pool2, which is only 2x2.
    @Conv2d(filters = 64, kernel = 5)
    Tensor conv3(Tensor pool2);

    // error: [KernelTooLarge] average: window 2x3 does not fit its input pool2, which is only 2x2.
    @AvgPool2d(size = {2, 3})
    Tensor average(Tensor pool2);

    // error: [KernelTooLarge] dilated: kernel 2x2, 4x4 with its dilation, does not fit its input pool2, which is only 2x2.
    @Conv2d(filters = 64, kernel = 2, dilation = 3)
    Tensor dilated(Tensor pool2);

    // error: [KernelTooLarge] padded: kernel 7x7 does not fit its input pool2, which is only 2x2 before padding.
    @Conv2d(filters = 64, kernel = 7, pad = 1)
    Tensor padded(Tensor pool2);
}
