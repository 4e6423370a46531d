package demo;

import io.lamina.*;

@Model
interface OneLayer {
    @Input("5 3")
    Tensor x();

    // warning: [DropoutBetweenNothing] one: drops values between two of its layers, but has one alone.
    @Gru(units = 4, dropout = 0.5, returnSequences = true)
    Tensor one(Tensor x);

    @Gru(units = 4, dropout = 0.5, layers = 2)
    Tensor two(Tensor one);
}
