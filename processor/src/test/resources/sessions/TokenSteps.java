package demo;

import io.lamina.*;

@Model(stream = "T")
public interface TokenSteps {
    @Input(value = "T<=9", type = DataType.INT32)
    Tensor tokens();

    @Embedding(vocabulary = 5, size = 18)
    Tensor embedded(Tensor tokens);

    @PositionEmbedding(length = 11)
    Tensor placed(Tensor embedded);

    @LayerNorm
    Tensor norm(Tensor placed);

    @SinusoidalPosition
    Tensor waves(Tensor norm);

    @RmsNorm
    Tensor scaled(Tensor waves);

    @Output
    @Dense(5)
    Tensor logits(Tensor scaled);
}
