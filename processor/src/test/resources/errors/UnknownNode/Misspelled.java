package demo;

import io.lamina.*;

@Model
interface Misspelled {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv1(Tensor image);

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv2(Tensor cnov1);

    @Flatten
    Tensor flat(Tensor conv2);

    @Dense(10)
    Tensor logits(@From("Flat") Tensor input);

    @Dense(10)
    Tensor other(Tensor somethingElse);
}
