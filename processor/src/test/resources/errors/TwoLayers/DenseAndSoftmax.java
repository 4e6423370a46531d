package demo;

import io.lamina.*;

@Model
interface DenseAndSoftmax {
    @Input("4")
    Tensor x();

    @Dense(3)
    // error: [TwoLayers] y: has more than one layer: @Dense, @Softmax.
    @Softmax
    Tensor y(Tensor x);
}
