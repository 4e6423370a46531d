package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface IntsAndFloats {
    @Input(value = "4", type = INT32)
    Tensor words();

    @Dense(3)
    // error: [WrongDtype] y: needs FLOAT32, but words is INT32.
    Tensor y(Tensor words);

    @Input("4")
    Tensor x();

    @Dense(10)
    Tensor logits(Tensor x);

    @Input
    Tensor digit();

    @CrossEntropy
    // error: [WrongDtype] loss: needs INT32 class numbers, but digit is FLOAT32.
    Tensor loss(Tensor logits, Tensor digit);

    @Embedding(vocabulary = 5, size = 3)
    // error: [WrongDtype] embedded: needs INT32 token numbers, but x is FLOAT32.
    Tensor embedded(Tensor x);
}
