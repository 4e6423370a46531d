package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface OtherShapes {
    @Input(value = "T<=16", type = INT32)
    Tensor tokens();

    @Embedding(vocabulary = 65, size = 32)
    Tensor embedded(Tensor tokens);

    @Dense(units = 66, bias = false)
    // error: [CannotTie] wider: its weight is [32, 66], but that of embedded is [65, 32], transposed.
    @Tied(to = "embedded")
    @Output
    Tensor wider(Tensor embedded);

    @Dense(65)
    // error: [CannotTie] itself: is tied to itself, which is the node itself.
    @Tied(to = "itself")
    @Output
    Tensor itself(Tensor embedded);

    @Dense(65)
    @Tied(to = "embedded")
    @Output
    Tensor right(Tensor embedded);

    @Dense(65)
    // error: [CannotTie] second: is tied to right, which is tied itself and owns no weight.
    @Tied(to = "right")
    @Output
    Tensor second(Tensor embedded);

    @Dense(65)
    // error: [CannotTie] input: is tied to tokens, but tokens (@Input) has no weight.
    @Tied(to = "tokens")
    @Output
    Tensor input(Tensor embedded);

    @Softmax
    // error: [CannotTie] none: is tied to embedded, but none (@Softmax) has no weight.
    @Tied(to = "embedded")
    @Output
    Tensor none(Tensor embedded);

    @Dense(65)
    // error: [UnknownNode] misspelled: is tied to 'embeded', but there is no such node.
    @Tied(to = "embeded")
    @Output
    Tensor misspelled(Tensor embedded);
}
