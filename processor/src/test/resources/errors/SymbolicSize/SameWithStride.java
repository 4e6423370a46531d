package demo;

import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model
interface SameWithStride {
    @Input("4<=T<=64 4")
    Tensor series();

    @Input("S%4<=64 C<=8")
    Tensor other();

    @Conv1d(filters = 4, kernel = 3, stride = 2, padding = SAME)
    // error: [SymbolicSize] conv: padding = SAME with a stride of 2 needs a length that is a multiple of it, but it is T in series, which is T 4.
    Tensor conv(Tensor series);

    @Conv1d(filters = 4, kernel = 3)
    // error: [SymbolicSize] wide: the number of channels must be a number, but is C in other, which is S C.
    Tensor wide(Tensor other);
}
