package demo;

import io.lamina.*;

@Model
interface Transposed {
    @Input("6 6 4")
    Tensor image();

    @Input("9 6")
    Tensor series();

    // error: [GroupsDoNotDivide] up: groups = 3 does not divide the 4 channels of image, which is 6 6 4.
    @ConvTranspose2d(filters = 6, kernel = 2, groups = 3)
    Tensor up(Tensor image);

    // error: [GroupsDoNotDivide] conv: groups = 3 does not divide the 4 filters.
    @Conv1d(filters = 4, kernel = 2, groups = 3)
    Tensor conv(Tensor series);
}
