package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cosines and sines of each number, as a diffusion model is told the time: {@code y[i] = cos(t f_i)} and {@code y[size/2 + i] = sin(t f_i)}
 * with {@code f_i = base^(-i / (size/2 - freqShift))} for i from 0 to below {@code size/2}. There are no weights; a dense layer with an activation and another one usually follow.
 *
 * <p>Shapes: {@code …} gives {@code … size}; a time for each sample is an input of shape {@code ""}. FLOAT32. Wave lengths go from {@code 2 pi} to {@code 2 pi base}: times count in steps, so that one between
 * 0 and 1 wants {@code @Scale(1000)} first.
 *
 * <pre>{@code
 * @Input("")                                  Tensor time();
 * @TimestepEmbedding(128)                     Tensor waves(Tensor time);
 * @Dense(units = 512, activation = SILU)      Tensor told(Tensor waves);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Ho et al., "Denoising Diffusion Probabilistic Models", 2020, and {@code timestep_embedding} of OpenAI's {@code
 * improved_diffusion}. The attributes are those of {@code diffusers.models.embeddings.Timesteps}, with the defaults of its U-Nets; a class that
 * is named {@code TimestepEmbedding} there is the dense layers behind it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TimestepEmbedding {
    /** The same as {@link #size}. */
    int value() default 0;

    /** Width of the result, even. */
    int size() default 0;

    /** The longest wave length, over 2 pi, where {@link #freqShift} is 1; almost, where it is 0. */
    double base() default 10000;

    /** Whether the cosines come first; else the sines. */
    boolean flipSinToCos() default true;

    /** 0, or 1 as in the paper's own code. */
    double freqShift() default 0;
}
