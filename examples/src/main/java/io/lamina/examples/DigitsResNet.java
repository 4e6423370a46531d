package io.lamina.examples;

import static io.lamina.ActivationFunction.RELU;
import static io.lamina.Convention.TORCH;
import static io.lamina.DataType.INT32;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.Apply;
import io.lamina.Argument;
import io.lamina.BatchNorm;
import io.lamina.Block;
import io.lamina.Conv2d;
import io.lamina.CrossEntropy;
import io.lamina.Dense;
import io.lamina.GlobalAvgPool2d;
import io.lamina.Input;
import io.lamina.Model;
import io.lamina.Tensor;

/** Reads digits of 8 x 8 pixels with residual blocks: two widths, and a stride where the width grows. */
@Model(convention = TORCH)
public interface DigitsResNet {
    /** Two convolutions beside what comes in. */
    @Block
    interface Basic {
        int WIDTH = Argument.A;

        @Input("WIDTH H W")
        Tensor x();

        @Conv2d(filters = WIDTH, kernel = 3, pad = 1, bias = false)
        Tensor conv1(Tensor x);

        @BatchNorm
        Tensor bn1(Tensor conv1);

        @Activation(RELU)
        Tensor relu(Tensor bn1);

        @Conv2d(filters = WIDTH, kernel = 3, pad = 1, bias = false)
        Tensor conv2(Tensor relu);

        @BatchNorm
        Tensor bn2(Tensor conv2);

        @Add
        Tensor sum(Tensor bn2, Tensor x);

        @Activation(RELU)
        Tensor y(Tensor sum);
    }

    /** The same to another width, in steps: what comes in takes a convolution of its own. */
    @Block
    interface Down {
        int WIDTH = Argument.A;
        int STRIDE = Argument.B;

        @Input("C H%STRIDE W%STRIDE")
        Tensor x();

        @Conv2d(filters = WIDTH, kernel = 3, stride = STRIDE, pad = 1, bias = false)
        Tensor conv1(Tensor x);

        @BatchNorm
        Tensor bn1(Tensor conv1);

        @Activation(RELU)
        Tensor relu(Tensor bn1);

        @Conv2d(filters = WIDTH, kernel = 3, pad = 1, bias = false)
        Tensor conv2(Tensor relu);

        @BatchNorm
        Tensor bn2(Tensor conv2);

        @Conv2d(filters = WIDTH, kernel = 1, stride = STRIDE, bias = false)
        Tensor shortcut(Tensor x);

        @BatchNorm
        Tensor bn3(Tensor shortcut);

        @Add
        Tensor sum(Tensor bn2, Tensor bn3);

        @Activation(RELU)
        Tensor y(Tensor sum);
    }

    @Input("1 8 8")
    Tensor image();

    @Conv2d(filters = 16, kernel = 3, pad = 1, bias = false)
    Tensor conv1(Tensor image);

    @BatchNorm
    Tensor bn1(Tensor conv1);

    @Activation(RELU)
    Tensor relu(Tensor bn1);

    @Apply(value = Basic.class, times = 2, with = "WIDTH=16")
    Tensor layer1(Tensor relu);

    @Apply(
            value = Down.class,
            with = {"WIDTH=32", "STRIDE=2"})
    Tensor down(Tensor layer1);

    @Apply(value = Basic.class, times = 2, with = "WIDTH=32")
    Tensor layer2(Tensor down);

    @GlobalAvgPool2d
    Tensor pooled(Tensor layer2);

    @Dense(10)
    Tensor logits(Tensor pooled);

    @Input(type = INT32)
    Tensor digit();

    @CrossEntropy
    Tensor loss(Tensor logits, Tensor digit);
}
