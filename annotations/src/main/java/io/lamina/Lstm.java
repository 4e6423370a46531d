package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997, with forget gates).
 *
 * <pre>
 * i, f, o = sigmoid(x W + h U + b)    g = tanh(x W + h U + b)
 * c' = f c + i g                      h' = o tanh(c')
 * </pre>
 *
 * <p>Shapes: over the last two dimensions, {@code … T I} gives {@code … units}, the final state, or with {@code returnSequences}
 * {@code … T units}, the state after each step. {@code bidirectional} joins both directions, {@code 2*units}: without sequences each
 * direction's own final state. {@code I} must be a number, {@code T} may be a symbol. FLOAT32.
 *
 * <p>Roles: {@code initialState} and {@code initialCell} are what the first step starts from, zeros otherwise, in the shape of the part {@code state}.
 * {@code lengths}, INT32 {@code …}, is the number of valid steps of each sequence: what stands past them changes no result and no
 * gradient, states past them are zeros, and the final state is that of the last valid step, from which a reverse direction
 * starts.
 *
 * <p>Parts: {@code state} and {@code cell}, those of the last step: {@code … units}, or {@code … layers*directions units} where there are
 * several, in the order of PyTorch: layer by layer, in each forward, then reverse. A part that nobody reads is not computed.
 *
 * <p>Weights in files: {@code weight_ih_l0 [I, 4*units]}, {@code weight_hh_l0 [units, 4*units]} and {@code bias_l0 [4*units]}; under {@link Convention#TORCH} both
 * matrices are transposed and there are two biases, {@code bias_ih_l0} and {@code bias_hh_l0}. The second layer's end in {@code l1}, a reverse
 * direction's in {@code l0_reverse}. Gates stand in the order i, f, g, o in both. Under
 * {@link Convention#KERAS} the forget gate's bias starts at 1.
 *
 * <pre>{@code
 * @Lstm(64)                                              Tensor last(Tensor frames);
 * @Lstm(units = 128, layers = 2, returnSequences = true) Tensor states(Tensor x, @As("lengths") Tensor steps);
 * @Part("cell")                                          Tensor memory(Tensor states);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, RoleDoesNotFit, UnknownRole; warning DropoutBetweenNothing; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.LSTM}, {@code keras.layers.Bidirectional}; {@code torch.nn.LSTM} with {@code batch_first}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Lstm {
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
