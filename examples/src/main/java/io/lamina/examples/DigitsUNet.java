package io.lamina.examples;

import static io.lamina.ActivationFunction.SILU;
import static io.lamina.Padding.SAME;

import io.lamina.Activation;
import io.lamina.Add;
import io.lamina.Apply;
import io.lamina.Argument;
import io.lamina.Block;
import io.lamina.Concat;
import io.lamina.Conv2d;
import io.lamina.Dense;
import io.lamina.GroupNorm;
import io.lamina.Input;
import io.lamina.MaxPool2d;
import io.lamina.MeanSquaredError;
import io.lamina.Model;
import io.lamina.Output;
import io.lamina.Part;
import io.lamina.Tensor;
import io.lamina.TimestepEmbedding;
import io.lamina.Upsample2d;

/**
 * Finds the noise in a digit, as a diffusion model does: a small U-Net. What is seen on the way down is read again on the way up, and every level
 * is told the time.
 */
@Model
public interface DigitsUNet {
    /** Two convolutions, between them the time as a bias of each channel. */
    @Block
    interface Level {
        int WIDTH = Argument.A;

        @Input("H W C")
        Tensor x();

        @Input("T")
        Tensor time();

        @Conv2d(filters = WIDTH, kernel = 3, padding = SAME)
        Tensor conv1(Tensor x);

        @GroupNorm(4)
        Tensor norm(Tensor conv1);

        @Dense(WIDTH)
        Tensor bias(Tensor time);

        @Add
        Tensor told(Tensor norm, Tensor bias);

        @Activation(SILU)
        Tensor active(Tensor told);

        @Conv2d(filters = WIDTH, kernel = 3, padding = SAME, activation = SILU)
        Tensor y(Tensor active);
    }

    /** A level, and half of it in each direction. */
    @Block
    interface Down {
        int WIDTH = Argument.A;

        @Input("H%2 W%2 C")
        Tensor x();

        @Input("T")
        Tensor time();

        @Output
        @Apply(value = Level.class, with = "WIDTH=WIDTH")
        Tensor level(Tensor x, Tensor time);

        @Output
        @MaxPool2d(2)
        Tensor smaller(Tensor level);
    }

    /** Twice in each direction, and a level that reads what was seen on the way down. */
    @Block
    interface Up {
        int WIDTH = Argument.A;

        @Input("H W C")
        Tensor x();

        @Input("2*H 2*W S")
        Tensor skip();

        @Input("T")
        Tensor time();

        @Upsample2d(2)
        Tensor larger(Tensor x);

        @Concat
        Tensor both(Tensor larger, Tensor skip);

        @Apply(value = Level.class, with = "WIDTH=WIDTH")
        Tensor level(Tensor both, Tensor time);
    }

    @Input("8 8 1")
    Tensor image();

    @Input("")
    Tensor time();

    @TimestepEmbedding(32)
    Tensor waves(Tensor time);

    @Dense(units = 32, activation = SILU)
    Tensor told(Tensor waves);

    @Apply(value = Down.class, with = "WIDTH=16")
    Tensor down1(Tensor image, Tensor told);

    @Part("smaller")
    Tensor half(Tensor down1);

    @Apply(value = Down.class, with = "WIDTH=32")
    Tensor down2(Tensor half, Tensor told);

    @Part("smaller")
    Tensor quarter(Tensor down2);

    @Apply(value = Level.class, times = 2, with = "WIDTH=32")
    Tensor middle(Tensor quarter, Tensor told);

    @Apply(value = Up.class, with = "WIDTH=32")
    Tensor up2(Tensor middle, Tensor down2, Tensor told);

    @Apply(value = Up.class, with = "WIDTH=16")
    Tensor up1(Tensor up2, Tensor down1, Tensor told);

    @Output
    @Conv2d(filters = 1, kernel = 1)
    Tensor noise(Tensor up1);

    @Input("8 8 1")
    Tensor added();

    @MeanSquaredError
    Tensor loss(Tensor noise, Tensor added);
}
