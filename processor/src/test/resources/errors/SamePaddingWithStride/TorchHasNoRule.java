package demo;

import static io.lamina.Convention.TORCH;
import static io.lamina.Padding.SAME;

import io.lamina.*;

@Model(convention = TORCH)
interface TorchHasNoRule {
    @Input("3 8 8")
    Tensor image();

    // error: [SamePaddingWithStride] conv: padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows.
    @Conv2d(filters = 4, kernel = 3, stride = 2, padding = SAME)
    Tensor conv(Tensor image);

    // error: [SamePaddingWithStride] pool: padding = SAME with a stride above 1 has no meaning in PyTorch, whose convention this model follows.
    @MaxPool2d(value = 2, padding = SAME)
    Tensor pool(Tensor image);
}
