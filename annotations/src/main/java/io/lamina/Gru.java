package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gated recurrent units (Cho et al., 2014), with the reset gate behind the recurrent product.
 *
 * <pre>
 * r, z = sigmoid(x W + b + h U + d)    g = tanh(x W + b + r (h U + d))
 * h' = (1 - z) g + z h
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
 * <p>Weights in files: {@code weight_ih_l0 [I, 3*units]}, {@code weight_hh_l0 [units, 3*units]}, {@code bias_ih_l0} and {@code bias_hh_l0 [3*units]}, in the gates'
 * order z, r, g, as Keras; the biases are the two rows of Keras's. Under {@link Convention#TORCH} both matrices are transposed and the order is
 * r, z, g. The second layer's end in {@code l1}, a reverse direction's in {@code l0_reverse}.
 *
 * <pre>{@code
 * @Gru(64)                                        Tensor last(Tensor frames);
 * @Gru(units = 32, bidirectional = true)          Tensor both(Tensor words, @As("lengths") Tensor count);
 * @Part("state")                                  Tensor state(Tensor last);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, RoleDoesNotFit, UnknownRole; warning DropoutBetweenNothing; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.GRU} with {@code reset_after}, its default; {@code torch.nn.GRU} with {@code batch_first}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Gru {
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
}
