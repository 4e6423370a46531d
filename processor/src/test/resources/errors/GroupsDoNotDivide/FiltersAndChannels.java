package demo;

import io.lamina.*;

@Model
interface FiltersAndChannels {
    @Input("8 8 3")
    Tensor image();

    // error: [GroupsDoNotDivide] a: groups = 4 does not divide the 6 filters.
    @Conv2d(filters = 6, kernel = 3, groups = 4)
    Tensor a(Tensor image);

    // error: [GroupsDoNotDivide] b: groups = 2 does not divide the 3 channels of image, which is 8 8 3.
    @Conv2d(filters = 6, kernel = 3, groups = 2)
    Tensor b(Tensor image);

    // error: [GroupsDoNotDivide] c: groups = 2 does not divide the 3 channels of image, which is 8 8 3.
    @GroupNorm(2)
    Tensor c(Tensor image);
}
