package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface FewerClassesThanTokens {
    @Input(value = "T<=16", type = INT32)
    Tensor tokens();

    @Embedding(vocabulary = 65, size = 32)
    Tensor embedded(Tensor tokens);

    @Dense(64)
    Tensor logits(Tensor embedded);

    @CrossEntropy
    // error: [LabelsDoNotFit] loss: its labels come from tokens, whose numbers are below 65, the vocabulary of embedded, but logits has 64 classes.
    Tensor loss(Tensor logits, Tensor tokens);
}
