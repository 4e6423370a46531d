package demo;

import io.lamina.*;

@Model(stream = "T")
interface FromTheEnd {
    @Input("T<=16 4")
    Tensor x();

    // error: [NotStreamable] both (@Lstm): mixes what comes later into what came before, so the model cannot be run step by step along T.
    @Lstm(units = 3, bidirectional = true, returnSequences = true)
    Tensor both(Tensor x);

    @Dense(2)
    Tensor y(Tensor both);
}
