package demo;

import static io.lamina.ActivationFunction.RELU;

import io.lamina.*;

@Model
interface IndependentProblems {
    // error: [MalformedShape] image: the shape "8,8,3" separates its sizes by ','.
    @Input("8,8,3")
    Tensor image();

    @Conv2d(filters = 4, kernel = 9)
    Tensor conv(Tensor image);

    @Flatten
    Tensor flat(Tensor conv);

    @Dense(10)
    Tensor logits(Tensor flat);

    @Input("8 8 1")
    Tensor depth();

    // error: [KernelTooLarge] pool: window 9x9 does not fit its input depth, which is only 8x8.
    @MaxPool2d(9)
    Tensor pool(Tensor depth);

    // error: [MissingAttribute] head: @Dense does not say its units.
    @Dense
    Tensor head(Tensor pool);

    @Add
    Tensor sum(Tensor head, Tensor logits);

    @Dense(units = 3, activation = RELU)
    // error: [UnknownNode] last: reads 'smu', but there is no such node.
    Tensor last(Tensor smu);
}
