package demo;

import io.lamina.*;

@Model
interface Misspelled {
    @Input("8 8 3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 3)
    Tensor conv1(Tensor image);

    @Conv2d(filters = 4, kernel = 3)
    // error: [UnknownNode] conv2: reads 'cnov1', but there is no such node.
    Tensor conv2(Tensor cnov1);

    @Flatten
    Tensor flat(Tensor conv2);

    @Dense(10)
    // error: [UnknownNode] logits: reads 'Flat', but there is no such node.
    Tensor logits(@From("Flat") Tensor input);

    @Dense(10)
    // error: [UnknownNode] other: reads 'somethingElse', but there is no such node.
    Tensor other(Tensor somethingElse);
}
