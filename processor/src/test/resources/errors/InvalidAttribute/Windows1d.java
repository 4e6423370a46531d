package demo;

import static io.lamina.Padding.CAUSAL;

import io.lamina.*;

@Model
interface Windows1d {
    @Input("12 4")
    Tensor series();

    @Input("6 6 4")
    Tensor image();

    // error: [InvalidAttribute] kernel: kernel is 0, but must be at least 1.
    @Conv1d(filters = 4, kernel = 0)
    Tensor kernel(Tensor series);

    // error: [InvalidAttribute] padded: pad is {1, 2, 3}, but needs one or two numbers of 0 or more.
    @Conv1d(filters = 4, kernel = 3, pad = {1, 2, 3})
    Tensor padded(Tensor series);

    // error: [InvalidAttribute] past: padding = CAUSAL is of @Conv1d alone.
    @Conv2d(filters = 4, kernel = 3, padding = CAUSAL)
    Tensor past(Tensor image);

    // error: [InvalidAttribute] pool: padding = CAUSAL is of @Conv1d alone.
    @MaxPool1d(size = 2, padding = CAUSAL)
    Tensor pool(Tensor series);

    // error: [InvalidAttribute] steps: stride has 2 numbers, but needs one.
    @AvgPool1d(size = 2, stride = {1, 2})
    Tensor steps(Tensor series);

    // error: [InvalidAttribute] thin: depthMultiplier is 0, but must be at least 1.
    @DepthwiseConv2d(kernel = 3, depthMultiplier = 0)
    Tensor thin(Tensor image);

    // error: [InvalidAttribute] added: outputPadding is 2, but must be below the stride of 2.
    @ConvTranspose2d(filters = 4, kernel = 3, stride = 2, outputPadding = 2)
    Tensor added(Tensor image);

    // error: [InvalidAttribute] many: outputPadding needs one number of 0 or more, or {height, width}.
    @ConvTranspose2d(filters = 4, kernel = 3, stride = 2, outputPadding = {1, 1, 1})
    Tensor many(Tensor image);

    // error: [InvalidAttribute] nothing: pad cuts off all of the result, which would be 0x0.
    @ConvTranspose2d(filters = 4, kernel = 1, pad = 3)
    Tensor nothing(Tensor image);

    // error: [InvalidAttribute] larger: size has 3 numbers, but needs one or {height, width}.
    @Upsample2d({2, 2, 2})
    Tensor larger(Tensor image);

    // error: [InvalidAttribute] parts: size is 0, but must be at least 1.
    @AdaptiveAvgPool2d(0)
    Tensor parts(Tensor image);
}
