package demo;

import static io.lamina.DataType.INT32;

import io.lamina.*;

@Model
interface Numbers {
    @Input("8 8 3")
    Tensor image();

    // error: [InvalidAttribute] filters: filters is 0, but must be at least 1.
    @Conv2d(filters = 0, kernel = 3)
    Tensor filters(Tensor image);

    // error: [InvalidAttribute] kernel: kernel has 3 numbers, but needs one or {height, width}.
    @Conv2d(filters = 4, kernel = {3, 3, 3})
    Tensor kernel(Tensor image);

    // error: [InvalidAttribute] stride: stride is 0, but must be at least 1.
    @Conv2d(filters = 4, kernel = 3, stride = 0)
    Tensor stride(Tensor image);

    // error: [InvalidAttribute] pad: pad is -1, but needs one, two or four numbers of 0 or more.
    @Conv2d(filters = 4, kernel = 3, pad = -1)
    Tensor pad(Tensor image);

    // error: [InvalidAttribute] pool: pad is 2, more than half of the window, so some windows would hold padding alone.
    @MaxPool2d(value = 2, pad = 2)
    Tensor pool(Tensor image);

    // error: [InvalidAttribute] norm: momentum is 2.0, but must lie between 0 and 1.
    @BatchNorm(momentum = 2)
    Tensor norm(Tensor image);

    // error: [InvalidAttribute] epsilon: epsilon is 0.0, but must be positive.
    @BatchNorm(epsilon = 0)
    Tensor epsilon(Tensor image);

    // error: [InvalidAttribute] leaky: slope is -0.1, but must be 0 or more, so that backward can tell the sign of x from the result.
    @Activation(value = ActivationFunction.LEAKY_RELU, slope = -0.1)
    Tensor leaky(Tensor image);

    // error: [InvalidAttribute] dropped: rate is 50.0, but must be at least 0 and below 1.
    @Dropout(50)
    Tensor dropped(Tensor image);

    // error: [InvalidAttribute] negative: rate is -0.1, but must be at least 0 and below 1.
    @Dropout(rate = -0.1)
    Tensor negative(Tensor image);

    @Flatten
    Tensor flat(Tensor image);

    // error: [InvalidAttribute] logits: units is -10, but must be at least 1.
    @Dense(-10)
    Tensor logits(Tensor flat);

    // error: [InvalidAttribute] joined: last is -1, but must be at least 1.
    @Flatten(last = -1)
    Tensor joined(Tensor image);

    @Input("8 8 3")
    Tensor target();

    // error: [InvalidAttribute] loss: weight is -1.0, but a loss needs a positive one.
    @MeanSquaredError(weight = -1)
    Tensor loss(Tensor image, Tensor target);

    // error: [InvalidAttribute] huber: delta is 0.0, but must be positive.
    @Huber(delta = 0)
    Tensor huber(Tensor image, Tensor target);

    // error: [InvalidAttribute] divergence: temperature is -1.0, but must be positive.
    @KlDivergence(temperature = -1)
    Tensor divergence(Tensor image, Tensor target);

    @Input(value = "8 8", type = INT32)
    Tensor labels();

    // error: [InvalidAttribute] smoothed: labelSmoothing is 1.5, but must be at least 0 and below 1.
    @CrossEntropy(labelSmoothing = 1.5)
    Tensor smoothed(Tensor image, Tensor labels);

    // error: [InvalidAttribute] layerNorm: epsilon is 0.0, but must be positive.
    @LayerNorm(epsilon = 0)
    Tensor layerNorm(Tensor image);

    // error: [InvalidAttribute] rms: last is 0, but must be at least 1.
    @RmsNorm(last = 0)
    Tensor rms(Tensor image);

    @Input("T<=32 4")
    Tensor sequence();

    // error: [InvalidAttribute] positions: length is 16, but sequence, which is T 4, may have 32 positions.
    @PositionEmbedding(length = 16)
    Tensor positions(Tensor sequence);

    // error: [InvalidAttribute] waves: base is 1.0, but must be above 1.
    @SinusoidalPosition(base = 1)
    Tensor waves(Tensor sequence);

    // error: [InvalidAttribute] embedded: vocabulary is 0, but must be at least 1.
    @Embedding(vocabulary = 0, size = 3)
    Tensor embedded(Tensor labels);
}
