package demo;

import static io.lamina.ActivationFunction.*;
import static io.lamina.DataType.*;

import io.lamina.*;

interface InsideBlocks {
    @Block
    interface Wrong {
        @Input("H W C")
        Tensor x();

        // error: [InvalidAttribute] conv: kernel is 0, but must be at least 1.
        @Conv2d(filters = 8, kernel = 0)
        Tensor conv(Tensor x);

        @Dense(3)
        // error: [UnknownNode] y: reads 'konv', but there is no such node.
        Tensor y(Tensor konv);
    }

    @Block
    interface Large {
        int KERNEL = Argument.D;

        @Input("H W C")
        Tensor x();

        @Conv2d(filters = 8, kernel = KERNEL)
        Tensor conv(Tensor x);

        @Dense(units = 3)
        Tensor y(Tensor conv);
    }

    @Block
    interface Outer {
        @Input("H W C")
        Tensor x();

        @Apply(value = Large.class, with = "KERNEL=5")
        Tensor inner(Tensor x);
    }

    @Block
    // error: [AmbiguousOutput] TwoEnds: may have several outputs: a, b.
    interface TwoEnds {
        @Input("N")
        Tensor x();

        @Dense(3)
        Tensor a(Tensor x);

        @Dense(4)
        Tensor b(Tensor x);
    }

    @Block
    interface Closed {
        @Input("8 8 3")
        Tensor x();

        // error: [KernelTooLarge] conv: kernel 9x9 does not fit its input x, which is only 8x8.
        @Conv2d(filters = 8, kernel = 9)
        Tensor conv(Tensor x);
    }

    @Model
    interface User {
        @Input("8 8 3")
        Tensor image();

        @Input("4 4 3")
        Tensor small();

        @Apply(Wrong.class)
        Tensor silent(Tensor image);

        // error: [KernelTooLarge] direct.conv: kernel 9x9 does not fit its input direct.x, which is only 8x8.
        @Apply(value = Large.class, with = "KERNEL=9")
        Tensor direct(Tensor image);

        // error: [KernelTooLarge] through.inner.conv: kernel 5x5 does not fit its input through.inner.x, which is only 4x4.
        @Apply(Outer.class)
        Tensor through(Tensor small);

        // error: [InvalidAttribute] never.conv: kernel is 0, but must be at least 1.
        @Apply(value = Large.class, with = "KERNEL=0")
        Tensor never(Tensor image);

        // error: [InvalidAttribute] none: times is 0, but must be at least 1.
        @Apply(value = Large.class, times = 0, with = "KERNEL=3")
        Tensor none(Tensor image);

        // error: [InvalidAttribute] alone: shares its weights with nobody, as the block is applied once.
        @Apply(value = Large.class, shared = true, with = "KERNEL=3")
        Tensor alone(Tensor image);
    }
}
