package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that an interface is a part of models, which {@link Apply} puts in, as often as wanted. Its methods are nodes as in a
 * {@link Model}. Its inputs are what the user hands over; symbols in their shapes are whatever sizes come, at each use anew. Its
 * outputs are the {@link Output} methods, or the one node that nobody reads; the first is the value of the node that applies it, the
 * others are read by {@link Part}. Numbers that differ from use to use are constants of the interface, see {@link Argument}.
 *
 * <pre>{@code
 * @Block
 * interface Residual {
 *     int WIDTH = Argument.A;
 *
 *     @Input("H W WIDTH")                                                               Tensor x();
 *     @Conv2d(filters = WIDTH, kernel = 3, padding = SAME, activation = RELU)           Tensor conv1(Tensor x);
 *     @Conv2d(filters = WIDTH, kernel = 3, padding = SAME)                              Tensor conv2(Tensor conv1);
 *     @Add                                                                              Tensor sum(Tensor x, Tensor conv2);
 * }
 *
 * @Apply(value = Residual.class, times = 4, with = "WIDTH=64") Tensor body(Tensor stem);
 * }</pre>
 *
 * <p>A block is checked where it is declared as far as its own text allows, and fully where it is applied. It has the convention of the
 * model that uses it. An interface may be a model and a block at once, as long as it has no arguments.
 *
 * <p>Beside it comes {@code ResidualEdges}, which keeps the names of parameters and the order of methods for users that have only the
 * class file.
 *
 * <p>Errors: as for {@link Model}, and BlockRecursion, InvalidArgument.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Block {}
