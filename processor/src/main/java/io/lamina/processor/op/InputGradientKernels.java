package io.lamina.processor.op;

import io.lamina.processor.shape.Shape;

/**
 * Which kernel computes the gradient by a convolution's images, where fusion asks. The same choices are made by {@code Conv2dGeometry} of the
 * runtime, which this module does not see; a test holds the two against each other.
 */
public final class InputGradientKernels {
    private static final int LEAST_CHANNELS = 8;

    private InputGradientKernels() {}

    /** Whether kernels have one tap and skip pixels, as in a residual network's shortcut: most of the gradient is zeros. */
    public static boolean isSpaced(Conv2d.BackwardInput convolution, Shape results, Shape weights) {
        Spatial window = convolution.window();
        Shape images = convolution.in().shape();
        boolean skips = window.strideHeight() * window.strideWidth() > 1
                || !images.leading(1).equals(results.leading(1));
        return window.kernelHeight() * window.kernelWidth() == 1
                && convolution.groups() == 1
                && skips
                && images.dim(-1).asInt() >= LEAST_CHANNELS
                && hasConstantWidth(images)
                && results.dim(-2).asInt() <= KernelScratch.strip(KernelScratch.patch(weights));
    }

    /** Whether it is computed by Winograd's algorithm. */
    public static boolean isTransformed(Conv2d.BackwardInput convolution, Shape results, Shape weights) {
        Spatial window = convolution.window();
        Shape images = convolution.in().shape();
        int channels = images.dim(-1).asInt();
        int filters = weights.dim(-1).asInt();
        boolean kernel = KernelScratch.isTransformed(window, channels, filters, convolution.groups())
                && window.padTop() <= 2
                && window.padLeft() <= 2;
        if (!kernel || channels % 16 != 0 || filters % 16 != 0 || !hasConstantWidth(images)) {
            return false;
        }
        int pixels = results.dim(-3).asInt() * results.dim(-2).asInt();
        int products = 36 * tiles(images, -3) * tiles(images, -2);
        return pixels >= 64 && 10 * products <= 6 * 9 * pixels;
    }

    private static boolean hasConstantWidth(Shape images) {
        return images.dim(-2).isConstant();
    }

    private static int tiles(Shape images, int axis) {
        return (images.dim(axis).asInt() + 3) / 4;
    }
}
