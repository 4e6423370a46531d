package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface HeadWithoutLoss {
    @Input("4")
    Tensor x();

    @Dense(units = 8, activation = RELU)
    Tensor hidden(Tensor x);

    @Dense(4)
    @Output
    Tensor y(Tensor hidden);

    @Dense(2)
    @Output
    // warning: [UnreachedParameter] untrained: no loss depends on it, so its weights are never trained.
    Tensor untrained(Tensor hidden);

    @Dense(2)
    @Output
    @Frozen
    Tensor frozen(Tensor hidden);

    @Dense(2)
    @Output
    @SuppressWarnings("UnreachedParameter")
    Tensor quiet(Tensor hidden);

    @Input("4")
    Tensor target();

    @MeanSquaredError
    Tensor loss(Tensor y, Tensor target);
}
