package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a {@link Block} into a model or into another block. The parameters are the block's inputs in the order of its source, or by name
 * with {@link As}.
 *
 * <pre>{@code
 * @Apply(value = Residual.class, with = {"WIDTH=128", "STRIDE=2"})   Tensor down(Tensor stem);
 * @Apply(value = DecoderBlock.class, times = 6)                      Tensor body(Tensor embedded, @As("memory") Tensor encoded);
 * @Part("skip")                                                      Tensor skip(Tensor down);
 * }</pre>
 *
 * <p>With {@code times}, the first input is carried from one to the next and keeps its shape; the others are handed to each.
 *
 * <p>Weights are named as PyTorch names those of nested modules: {@code down.conv1.weight}; with {@code times} an index is added,
 * {@code body.3.attention.weight}. {@link Name} on this node sets another prefix for the block, on a node of the block another name below
 * it. {@link Frozen} freezes the whole block.
 *
 * <p>Shapes: as the block's inputs and outputs say; a symbol is one size in one use.
 *
 * <p>Errors: NotABlock, InvalidBlock, UnknownArgument, MissingArgument, InvalidArgument, InvalidAttribute, WrongNumberOfInputs, UnknownRole,
 * BlockInputShape, CarriedShapeChanges, WrongDtype.
 *
 * <p>After PyTorch's nested {@code Module} and {@code ModuleList}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Apply {
    /** The block. */
    Class<?> value();

    /** How many follow one another. Given, even as 1, it adds an index to the names of weights. */
    int times() default 1;

    /**
     * The block's arguments, each as {@code "NAME=value"}. A value is a number or a computation with this interface's constants:
     * {@code "WIDTH=4*FILTERS"}.
     */
    String[] with() default {};

    /** Whether all {@code times} have the same weights, which are then named without an index. */
    boolean shared() default false;
}
