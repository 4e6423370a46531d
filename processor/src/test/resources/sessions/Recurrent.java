package demo;

import io.lamina.*;

@Model(stream = "T")
public interface Recurrent {
    @Input("T<=9 5")
    Tensor x();

    @Input("7")
    Tensor condition();

    @Dense(units = 5, activation = ActivationFunction.TANH)
    Tensor fixed(Tensor condition);

    @Lstm(units = 13, layers = 2, returnSequences = true)
    Tensor a(Tensor x);

    @Gru(units = 6, returnSequences = true)
    Tensor b(Tensor a);

    @Rnn(units = 17, returnSequences = true)
    Tensor c(Tensor b);

    @Output
    @Dense(3)
    Tensor y(Tensor c);

    @Output
    @Dense(2)
    Tensor z(Tensor fixed);
}
