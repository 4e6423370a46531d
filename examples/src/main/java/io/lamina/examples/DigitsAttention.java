package io.lamina.examples;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.DataType.INT32;
import static io.lamina.Padding.SAME;

import io.lamina.Attention;
import io.lamina.Conv2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.GlobalAvgPool1d;
import io.lamina.Input;
import io.lamina.MaxPool2d;
import io.lamina.Model;
import io.lamina.Reshape;
import io.lamina.Tensor;

/** Reads handwritten digits: convolutions, then self-attention over the 16 places that they leave, and the places' mean. */
@Model
public interface DigitsAttention {
    @Input("8 8 1")
    Tensor image();

    @Conv2d(filters = 64, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv1(Tensor image);

    @MaxPool2d(2)
    Tensor pool(Tensor conv1);

    @Conv2d(filters = 128, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv2(Tensor pool);

    @Reshape("16 128")
    Tensor places(Tensor conv2);

    @Attention(heads = 4)
    Tensor mixed(Tensor places);

    @GlobalAvgPool1d
    Tensor mean(Tensor mixed);

    @Dense(10)
    Tensor logits(Tensor mean);

    @Input(type = INT32)
    Tensor digit();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor digit);
}
