package demo;

import io.lamina.*;

@Model(stream = "T")
public interface PointWise {
    @Input("T<=12 5")
    Tensor x();

    @Input("7")
    Tensor condition();

    @Dense(units = 9, activation = ActivationFunction.TANH)
    Tensor fixed(Tensor condition);

    @Dense(9)
    Tensor hidden(Tensor x);

    @Activation(ActivationFunction.GELU)
    Tensor active(Tensor hidden);

    @Concat
    Tensor both(Tensor active, Tensor hidden);

    @Output
    @Dense(3)
    Tensor y(Tensor both);

    @Output
    @Dense(2)
    Tensor z(Tensor fixed);
}
