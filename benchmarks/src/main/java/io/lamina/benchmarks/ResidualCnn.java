package io.lamina.benchmarks;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.DataType.INT32;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.BatchNorm;
import io.lamina.Conv2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.GlobalAvgPool2d;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** Case {@code residual_cnn_b32}: two residual blocks, the second with stride 2 and a 1x1 shortcut. */
@Model
interface ResidualCnn {
    @Input("32 32 3")
    Tensor image();

    @Conv2d(filters = 32, kernel = 3, pad = 1, bias = false)
    Tensor conv0(Tensor image);

    @BatchNorm
    Tensor norm0(Tensor conv0);

    @Activation(RELU)
    Tensor stem(Tensor norm0);

    @Conv2d(filters = 32, kernel = 3, pad = 1, bias = false)
    Tensor conv1(Tensor stem);

    @BatchNorm
    Tensor norm1(Tensor conv1);

    @Activation(RELU)
    Tensor act1(Tensor norm1);

    @Conv2d(filters = 32, kernel = 3, pad = 1, bias = false)
    Tensor conv2(Tensor act1);

    @BatchNorm
    Tensor norm2(Tensor conv2);

    @Add
    Tensor sum1(Tensor norm2, Tensor stem);

    @Activation(RELU)
    Tensor block1(Tensor sum1);

    @Conv2d(filters = 64, kernel = 3, stride = 2, pad = 1, bias = false)
    Tensor conv3(Tensor block1);

    @BatchNorm
    Tensor norm3(Tensor conv3);

    @Activation(RELU)
    Tensor act3(Tensor norm3);

    @Conv2d(filters = 64, kernel = 3, pad = 1, bias = false)
    Tensor conv4(Tensor act3);

    @BatchNorm
    Tensor norm4(Tensor conv4);

    @Conv2d(filters = 64, kernel = 1, stride = 2, bias = false)
    Tensor shortcut(Tensor block1);

    @BatchNorm
    Tensor shortcutNorm(Tensor shortcut);

    @Add
    Tensor sum2(Tensor norm4, Tensor shortcutNorm);

    @Activation(RELU)
    Tensor block2(Tensor sum2);

    @GlobalAvgPool2d
    Tensor pooled(Tensor block2);

    @Dense(10)
    Tensor logits(Tensor pooled);

    @Input(type = INT32)
    Tensor label();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor label);
}
