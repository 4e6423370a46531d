package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
// error: [MissingArgument] ModelWithArgument: is a model, so nobody gives its argument WIDTH a number.
interface ModelWithArgument {
    int WIDTH = Argument.A;

    @Input("4")
    Tensor x();

    @Dense(units = WIDTH)
    Tensor y(Tensor x);
}
