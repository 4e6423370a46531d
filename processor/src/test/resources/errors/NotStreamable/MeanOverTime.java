package demo;

import io.lamina.*;

@Model(stream = "T")
interface MeanOverTime {
    @Input("T<=12 5 3")
    Tensor x();

    // error: [NotStreamable] mean (@GlobalAvgPool2d): mixes what comes later into what came before, so the model cannot be run step by step along T.
    @GlobalAvgPool2d
    Tensor mean(Tensor x);

    @Dense(2)
    Tensor y(Tensor mean);
}
