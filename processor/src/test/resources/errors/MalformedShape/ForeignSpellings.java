package demo;

import io.lamina.*;

@Model
interface ForeignSpellings {
    // error: [MalformedShape] commas: the shape "28, 28, 1" separates its sizes by ','.
    @Input("28, 28, 1")
    Tensor commas();

    // error: [MalformedShape] crosses: the shape "28x28x1" joins its sizes by 'x'.
    @Input("28x28x1")
    Tensor crosses();

    // error: [MalformedShape] brackets: the shape "[28 28 1]" stands in brackets.
    @Input(shape = "[28 28 1]")
    Tensor brackets();

    // error: [MalformedShape] batched: the shape "-1 28 28" begins with '-1' for the batch.
    @Input("-1 28 28")
    Tensor batched();

    @Add
    Tensor sum(Tensor commas, Tensor crosses);
}
