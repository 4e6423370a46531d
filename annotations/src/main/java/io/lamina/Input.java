package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input of the model. Its shape is that of one sample: the batch is implied. Inputs stand in the generated methods in the order
 * of their declaration; those that only losses read are arguments of training and evaluation alone.
 *
 * <p>Shapes: a text of sizes separated by blanks, the last dimension fastest: numbers, {@code int} constants of the interface, symbols
 * ({@code T<=64}, {@code 8<=T<=64}, {@code H%8}) and what is computed of them ({@code 2*T}, {@code (T+1)/2}, rounded down);
 * {@code ""} or nothing is a scalar. A symbol is one size in the whole model and needs an upper bound somewhere. FLOAT32 is a
 * {@code float[]}, INT32 an {@code int[]}.
 *
 * <pre>{@code
 * @Input("28 28 1")     Tensor image();
 * @Input("T<=64 16")    Tensor words();
 * @Input(type = INT32)  Tensor label();
 * }</pre>
 *
 * <p>Errors: MalformedShape, ReservedSymbol, ConflictingBounds, UnboundedSymbol, ConflictingAttributes, WrongNumberOfInputs.
 *
 * <p>After {@code keras.Input}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Input {
    /** The shape, for example {@code "28 28 1"}; {@code ""} is a scalar. */
    String value() default "";

    /** Long form of {@link #value}. */
    String shape() default "";

    /** The element type. */
    DataType type() default DataType.FLOAT32;
}
