package io.lamina.runtime.kernels;

/** What kernels decide from a geometry alone, as tests ask it. */
public final class KernelChoice {
    private KernelChoice() {}

    /** Whether a convolution and the gradient by its weights are computed by Winograd's algorithm. */
    public static boolean winograd(Conv2dGeometry g) {
        return Lane.VECTOR && g.isTiled();
    }

    /** Whether the gradient by its images is. */
    public static boolean winogradInput(Conv2dGeometry g) {
        return Lane.VECTOR && (g.winogradInput || g.stridedInput);
    }

    /** Whether it is, by the tiles of convolutions without a stride. */
    public static boolean denseWinogradInput(Conv2dGeometry g) {
        return Lane.VECTOR && g.winogradInput;
    }

    /** Whether the gradient by the images skips pixels. */
    public static boolean spacedInput(Conv2dGeometry g) {
        return Lane.VECTOR && g.isSpaced();
    }

    /** Whether a convolution in front of a pool is. */
    public static boolean winograd(Conv2dGeometry g, Pool2dGeometry pool) {
        return Lane.VECTOR && g.isTiled(pool);
    }
}
