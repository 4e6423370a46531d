package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that an interface is a model. One abstract method, inherited ones included, is one node: its name is the node's, its
 * annotation says what it computes, its parameters name the nodes that it reads. The order of methods means nothing but for the
 * arguments of what is generated.
 *
 * <pre>{@code
 * @Model
 * public interface Digits {
 *     @Input("8 8 1")                                       Tensor image();
 *     @Conv2d(filters = 32, kernel = 3, activation = RELU)  Tensor conv(Tensor image);
 *     @Flatten                                              Tensor flat(Tensor conv);
 *     @Dense(10)                                            Tensor logits(Tensor flat);
 *
 *     @Input(type = INT32)                                  Tensor digit();
 *     @CrossEntropy                                         Tensor loss(Tensor logits, Tensor digit);
 * }
 * }</pre>
 *
 * <p>Beside it come {@code DigitsParameters}, {@code DigitsInference} and, where there is a loss, {@code DigitsTraining}; for a nested
 * interface the names are joined by {@code _}. Every message of the compiler has a page in {@code docs/errors}; warnings obey
 * {@code @SuppressWarnings("NameOfTheWarning")} or {@code ("lamina")} on a method or the interface.
 *
 * <p>Errors: NotAnInterface, GenericModel, MethodHasBody, OverloadedNode, MissingLayer, TwoLayers, WrongReturnType, WrongParameterType,
 * ReservedName, ClassExists, NoInput, Cycle.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Model {
    /** Whose defaults and layouts hold. */
    Convention convention() default Convention.KERAS;

    /**
     * The symbol of the dimension along which the model can be run step by step, such as {@code "T"}. A class {@code …Session} is made
     * then, which takes one step or a few, keeps what the model remembers of those before (recurrent states, the keys and values of
     * causal attention), and gives what the whole sequence would have given for its newest step. Errors: UnknownSymbol, NotStreamable.
     */
    String stream() default "";
}
