package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

@Model
interface Classes {

    @Input("4 8")
    Tensor x();

    @Input("8")
    Tensor side();

    // error: [NotABlock] a: String is no block.
    @Apply(String.class)
    Tensor a(Tensor x);

    // error: [NotABlock] b: Classes is no block.
    @Apply(Classes.class)
    Tensor b(Tensor x, Tensor side);
}
