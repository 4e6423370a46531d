package demo;

import io.lamina.*;

@Model
interface TakesNumber {
    @Input("4")
    Tensor x();

    @Dense(3)
    Tensor y(Tensor x);

    @Dense(3)
    Tensor z(
            Tensor y,
            // error: [WrongParameterType] z: its parameter units is no Tensor but int.
            int units);

    @Add
    // error: [WrongParameterType] sum: its parameter all is no Tensor but io.lamina.Tensor[].
    Tensor sum(Tensor... all);
}
