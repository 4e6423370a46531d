package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The simplest recurrence (Elman, 1990).
 *
 * <pre>
 * h' = f(x W + h U + b)
 * </pre>
 *
 * <p>Shapes: over the last two dimensions, {@code … T I} gives {@code … units}, the final state, or with {@code returnSequences}
 * {@code … T units}, the state after each step. {@code bidirectional} joins both directions, {@code 2*units}: without sequences each
 * direction's own final state. {@code I} must be a number, {@code T} may be a symbol. FLOAT32.
 *
 * <p>Roles: {@code initialState} is what the first step starts from, zeros otherwise, in the shape of the part {@code state}.
 * {@code lengths}, INT32 {@code …}, is the number of valid steps of each sequence: what stands past them changes no result and no
 * gradient, states past them are zeros, and the final state is that of the last valid step, from which a reverse direction
 * starts.
 *
 * <p>Parts: {@code state}, that of the last step: {@code … units}, or {@code … layers*directions units} where there are several, in the
 * order of PyTorch: layer by layer, in each forward, then reverse.
 *
 * <p>Weights in files: {@code weight_ih_l0 [I, units]}, {@code weight_hh_l0 [units, units]} and {@code bias_l0 [units]}; under {@link Convention#TORCH} both matrices
 * are transposed and there are two biases, {@code bias_ih_l0} and {@code bias_hh_l0}. The second layer's end in {@code l1}, a reverse
 * direction's in {@code l0_reverse}.
 *
 * <pre>{@code
 * @Rnn(16)                                               Tensor last(Tensor series);
 * @Rnn(units = 16, activation = RELU, layers = 2)        Tensor deep(Tensor series);
 * @Part("state")                                         Tensor state(Tensor deep);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, RoleDoesNotFit, UnknownRole; warning DropoutBetweenNothing; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.SimpleRNN}; {@code torch.nn.RNN} with {@code batch_first}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rnn {
    /** Numbers in the state. */
    int value() default 0;

    /** Long form of {@link #value}. */
    int units() default 0;

    /** How many are stacked, each reading the states of the one before. */
    int layers() default 1;

    /** Whether a second one in each layer begins with the last step. */
    boolean bidirectional() default false;

    /** Share of values that training drops between two layers. */
    double dropout() default 0;

    /** Whether the result is the state after each step instead of the final one. */
    boolean returnSequences() default false;

    /** TANH or RELU. */
    ActivationFunction activation() default ActivationFunction.TANH;
}
