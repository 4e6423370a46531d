package demo;

import static io.lamina.Convention.TORCH;
import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model(convention = TORCH)
interface Sequences {
    @Input("4 12")
    Tensor series();

    @Input("4 6 6")
    Tensor image();

    // error: [SamePaddingWithStride] conv: padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows.
    @Conv1d(filters = 4, kernel = 3, stride = 2, padding = SAME)
    Tensor conv(Tensor series);

    // error: [SamePaddingWithStride] up: padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows.
    @ConvTranspose2d(filters = 4, kernel = 3, stride = 2, padding = SAME)
    Tensor up(Tensor image);
}
