package io.lamina.processor.op;

import io.lamina.ActivationFunction;
import io.lamina.processor.declaration.Attributes;
import io.lamina.processor.ir.Value;

/** A layer that is {@code f(x W + b)}, with the attributes {@code activation} and {@code bias}. */
public interface AffineLayer extends Layer {
    Attributes attributes();

    /** What is applied to the result. */
    default ActivationFunction function() {
        return attributes().constant("activation", ActivationFunction.class);
    }

    /** Bias and function behind a product. */
    default Value behind(Lowering g, Value product) {
        Value sum = attributes().flag("bias") ? g.add(Arithmetic.ADD, product, g.weight("bias")) : product;
        return ActivationLayer.apply(g, attributes(), g.convention(), sum);
    }
}
