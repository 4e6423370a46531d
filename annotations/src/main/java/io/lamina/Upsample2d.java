package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an image larger by whole factors. NEAREST repeats each pixel; BILINEAR mixes the four pixels around the place
 * {@code (h + 1/2) / factor - 1/2} of the input, where border pixels go on beyond the border.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H*size W*size C}; under {@link Convention#TORCH} {@code … C H W}. FLOAT32.
 *
 * <pre>{@code
 * @Upsample2d(2)                                         Tensor up(Tensor bottom);
 * @Upsample2d(size = {2, 3}, interpolation = BILINEAR)  Tensor smooth(Tensor bottom);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize; also UnknownNode, Cycle and
 * UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.UpSampling2D}; {@code torch.nn.Upsample(scale_factor, mode, align_corners=False)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Upsample2d {
    /** Factor: one number or {height, width}. */
    int[] value() default {};

    /** Long form of {@link #value}. */
    int[] size() default {};

    /** What new pixels are made of. */
    Interpolation interpolation() default Interpolation.NEAREST;
}
