package demo;

import io.lamina.*;

@Model
// error: [NoInput] ForgottenInput: has no input, and nothing else gives image.
interface ForgottenInput {
    @Dense(4)
    Tensor y(Tensor image);

    @Dense(4)
    Tensor z(Tensor y);
}
