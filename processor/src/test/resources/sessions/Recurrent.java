package demo;

import io.lamina.*;

@Model(stream = "T")
public interface Recurrent {
    @Input("T<=20 6")
    Tensor x();

    @Input("9")
    Tensor begin();

    @Lstm(units = 11, layers = 2, returnSequences = true)
    Tensor first(Tensor x);

    @Gru(units = 9, returnSequences = true)
    Tensor second(Tensor first, @As("initialState") Tensor begin);

    @Rnn(units = 7, returnSequences = true)
    Tensor third(Tensor second);

    @Output
    @Dense(4)
    Tensor y(Tensor third);

    @Lstm(units = 5)
    @Output
    Tensor last(Tensor second);

    @Output
    @Part("cell")
    Tensor cell(Tensor last);
}
