package demo;

import io.lamina.*;

@Model
interface WrongSizes {
    int NOTHING = 0;
    int UNKNOWN = Integer.parseInt("3");

    // error: [MalformedShape] zero: the shape "0 4" has the size 0.
    @Input("0 4")
    Tensor zero();

    // error: [MalformedShape] negative: the shape "4 -4" has a negative size.
    @Input("4 -4")
    Tensor negative();

    // error: [MalformedShape] constant: the shape "4 NOTHING" has the size 0.
    @Input("4 NOTHING")
    Tensor constant();

    // error: [MalformedShape] word: the shape "4 T+" is incomplete after 'T+'.
    @Input("4 T+")
    Tensor word();

    // error: [MalformedShape] sign: the shape "T<256" has an unexpected '<'.
    @Input("T<256")
    Tensor sign();

    // error: [MalformedShape] swapped: the shape "256<=T<=8" bounds a size to nothing: 256 is more than 8.
    @Input("256<=T<=8")
    Tensor swapped();

    // error: [MalformedShape] large: the shape "65536 65536" has more elements than a Java array can hold.
    @Input("65536 65536")
    Tensor large();

    @Input("4")
    Tensor x();

    @Dense(4)
    // error: [MalformedShape] y: the shape "4,4" separates its sizes by ','.
    @Shape("4,4")
    Tensor y(Tensor x);
}
