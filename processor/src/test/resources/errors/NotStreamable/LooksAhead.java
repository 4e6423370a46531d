package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model(stream = "T")
interface LooksAhead {
    @Input(value = "T<=16", type = INT32)
    Tensor text();

    @Embedding(vocabulary = 9, size = 8)
    Tensor embedded(Tensor text);

    // error: [NotStreamable] mixed (@Attention): mixes what comes later into what came before, so the model cannot be run step by step along T.
    @Attention(heads = 2)
    Tensor mixed(Tensor embedded);

    @Dense(9)
    Tensor logits(Tensor mixed);
}
