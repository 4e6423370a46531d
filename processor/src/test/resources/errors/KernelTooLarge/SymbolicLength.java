package demo;

import io.lamina.*;

@Model
interface SymbolicLength {
    @Input("2<=T<=64 4")
    Tensor series();

    // error: [KernelTooLarge] conv: kernel 3 does not fit its input series, whose length T may be only 2.
    @Conv1d(filters = 4, kernel = 3)
    Tensor conv(Tensor series);

    @MaxPool1d(2)
    Tensor half(Tensor series);

    // error: [KernelTooLarge] pool: window 2 does not fit its input half, whose length T/2 may be only 1.
    @MaxPool1d(2)
    Tensor pool(Tensor half);
}
