package demo;

import io.lamina.*;

@Model
interface ForgottenInput {
    @Dense(4)
    Tensor y(Tensor image);

    @Dense(4)
    Tensor z(Tensor y);
}
