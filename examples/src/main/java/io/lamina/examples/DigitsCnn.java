package io.lamina.examples;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.DataType.INT32;
import static io.lamina.Padding.SAME;

import io.lamina.Conv2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.Dropout;
import io.lamina.Flatten;
import io.lamina.Input;
import io.lamina.MaxPool2d;
import io.lamina.Model;
import io.lamina.Tensor;

/** Reads handwritten digits of 8 by 8 pixels. */
@Model
public interface DigitsCnn {
    @Input("8 8 1")
    Tensor image();

    @Conv2d(filters = 32, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv1(Tensor image);

    @MaxPool2d(2)
    Tensor pool1(Tensor conv1);

    @Conv2d(filters = 64, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv2(Tensor pool1);

    @MaxPool2d(2)
    Tensor pool2(Tensor conv2);

    @Flatten
    Tensor flat(Tensor pool2);

    @Dense(units = 128, activation = RELU)
    Tensor hidden(Tensor flat);

    @Dropout(0.5)
    Tensor kept(Tensor hidden);

    @Dense(10)
    Tensor logits(Tensor kept);

    @Input(type = INT32)
    Tensor digit();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor digit);
}
