package demo;

import io.lamina.*;

@Model
interface Times {
    @Input("")
    Tensor time();

    // error: [InvalidAttribute] odd: size is 7, but half of it are cosines and half are sines.
    @TimestepEmbedding(7)
    Tensor odd(Tensor time);

    // error: [InvalidAttribute] nothing: size is 0, but half of it are cosines and half are sines.
    @TimestepEmbedding(size = 0)
    Tensor nothing(Tensor time);

    // error: [InvalidAttribute] far: freqShift is 4.0, but must be at least 0 and below 4, half of the size.
    @TimestepEmbedding(value = 8, freqShift = 4)
    Tensor far(Tensor time);

    // error: [InvalidAttribute] base: base is 0.0, but must be positive.
    @TimestepEmbedding(value = 8, base = 0)
    Tensor base(Tensor time);

    @Concat
    Tensor all(Tensor odd, Tensor nothing, Tensor far, Tensor base);
}
