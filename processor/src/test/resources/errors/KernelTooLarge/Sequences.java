package demo;

import io.lamina.*;

@Model
interface Sequences {
    @Input("6 4")
    Tensor series();

    // error: [KernelTooLarge] conv: kernel 7 does not fit its input series, which is only 6.
    @Conv1d(filters = 4, kernel = 7)
    Tensor conv(Tensor series);

    // error: [KernelTooLarge] dilated: kernel 3, 7 with its dilation, does not fit its input series, which is only 6.
    @Conv1d(filters = 4, kernel = 3, dilation = 3)
    Tensor dilated(Tensor series);

    // error: [KernelTooLarge] pool: window 8 does not fit its input series, which is only 6.
    @MaxPool1d(8)
    Tensor pool(Tensor series);
}
