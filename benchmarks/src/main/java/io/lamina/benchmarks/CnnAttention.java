package io.lamina.benchmarks;

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

/** Case {@code cnn_attention_b4}: a CNN whose 256 places attend to each other, and their mean classified. */
@Model
interface CnnAttention {
    @Input("32 32 3")
    Tensor image();

    @Conv2d(filters = 64, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv1(Tensor image);

    @MaxPool2d(2)
    Tensor pool(Tensor conv1);

    @Conv2d(filters = 128, kernel = 3, padding = SAME, activation = RELU)
    Tensor conv2(Tensor pool);

    @Reshape("256 128")
    Tensor places(Tensor conv2);

    @Attention(heads = 4)
    Tensor mixed(Tensor places);

    @GlobalAvgPool1d
    Tensor mean(Tensor mixed);

    @Dense(10)
    Tensor logits(Tensor mean);

    @Input(type = INT32)
    Tensor label();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor label);
}
