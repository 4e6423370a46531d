package io.lamina.examples;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.DataType.INT32;
import static io.lamina.Padding.SAME;

import io.lamina.Conv2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.GlobalAvgPool2d;
import io.lamina.Input;
import io.lamina.Lstm;
import io.lamina.MaxPool2d;
import io.lamina.Model;
import io.lamina.Tensor;

/** Reads a digit that moves through 16 frames: a CNN on each frame, an LSTM over all of them. */
@Model
public interface VideoCnnLstm {
    @Input("16 12 12 1")
    Tensor video();

    @Conv2d(filters = 32, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv1(Tensor video);

    @MaxPool2d(2)
    Tensor pool1(Tensor conv1);

    @Conv2d(filters = 64, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv2(Tensor pool1);

    @GlobalAvgPool2d
    Tensor pooled(Tensor conv2);

    @Dense(128)
    Tensor features(Tensor pooled);

    @Lstm(64)
    Tensor last(Tensor features);

    @Dense(10)
    Tensor logits(Tensor last);

    @Input(type = INT32)
    Tensor digit();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor digit);
}
