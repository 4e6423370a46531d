package io.lamina.processor.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.ActivationFunction;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient rule of every primitive that has one, with all its options, against finite differences in double. */
class PrimitiveGradientTest {
    static Stream<GradientCheck> checks() {
        List<GradientCheck> checks = new ArrayList<>();
        functions(checks);
        arithmetic(checks);
        shapes(checks);
        slices(checks);
        products(checks);
        transposedConvolutions(checks);
        resampling(checks);
        pools(checks);
        norms(checks);
        sequences(checks);
        losses(checks);
        recurrences(checks);
        attention(checks);
        return checks.stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void gradientIsTheDifferenceOfLosses(GradientCheck check) {
        check.run();
    }

    /** A new primitive with a gradient rule fails here until it stands in one of the lists below. */
    @Test
    void everyGradientRuleIsChecked() throws IOException, URISyntaxException {
        Set<String> checked = checks().map(check -> check.type().getName()).collect(Collectors.toSet());
        Set<String> ruled = Primitives.all().stream()
                .filter(Primitives::hasGradient)
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(ruled).isNotEmpty();
        assertThat(checked).containsAll(ruled);
    }

    private static void functions(List<GradientCheck> checks) {
        for (ActivationFunction function : Activate.functions()) {
            float slope = function == ActivationFunction.LEAKY_RELU ? 0.3f : 0;
            GradientCheck check = GradientCheck.of("" + function, new Activate(function, slope));
            checks.add(function == ActivationFunction.LOG ? check.positive(4, 9) : check.input(4, 9));
        }
        checks.add(GradientCheck.of("softmax", new Softmax()).input(2, 3, 5));
        checks.add(GradientCheck.of("dropout", new Dropout("node", 0.4f)).input(5, 8));
        Dropout counted = new Dropout("node", 0.4f, new Transpose(List.of(2, 0, 1)));
        checks.add(GradientCheck.of("dropout", counted).input(2, 3, 2, 4));
    }

    private static void arithmetic(List<GradientCheck> checks) {
        for (Arithmetic.Kind kind : Arithmetic.Kind.values()) {
            checks.add(GradientCheck.of(kind + "", new Arithmetic(kind))
                    .input(2, 3, 4)
                    .input(2, 3, 4));
            checks.add(GradientCheck.of(kind + " row", new Arithmetic(kind))
                    .input(2, 3, 4)
                    .input(4));
            checks.add(GradientCheck.of(kind + " plane", new Arithmetic(kind))
                    .input(5, 3, 4)
                    .input(3, 4));
            checks.add(GradientCheck.of(kind + " scalar", new Arithmetic(kind))
                    .input(2, 3)
                    .input());
        }
        checks.add(GradientCheck.of("scale", new Arithmetic.Scale(-1.5f)).input(7));
        for (Middle.Kind kind : Middle.Kind.values()) {
            Shape middle = Shape.of(3, 2);
            Middle op = new Middle(kind, 1, middle);
            checks.add(
                    kind.isSpread()
                            ? GradientCheck.of(kind + "", op).input(2, 4)
                            : GradientCheck.of(kind + "", op).input(2, 3, 2, 4));
            Middle whole = new Middle(kind, 0, middle);
            checks.add(
                    kind.isSpread()
                            ? GradientCheck.of(kind + " of all", whole).input(5)
                            : GradientCheck.of(kind + " of all", whole).input(5, 3, 2));
        }
    }

    private static void shapes(List<GradientCheck> checks) {
        checks.add(GradientCheck.of("reshape", new Reshape(Shape.of(4, 6))).input(2, 3, 4));
        checks.add(
                GradientCheck.of("transpose", new Transpose(List.of(1, 2, 0))).input(2, 3, 4, 5));
        checks.add(
                GradientCheck.of("transpose two", new Transpose(List.of(1, 0))).input(3, 4));
        for (int axis = -1; axis >= -3; axis--) {
            long[] second = {2, 3, 4};
            second[3 + axis] = 5;
            checks.add(GradientCheck.of("slice " + axis, new Concat.Slice(axis, Dim.of(1), Dim.ONE))
                    .input(3, 3, 3));
            checks.add(GradientCheck.of("concat " + axis, new Concat(axis))
                    .input(2, 3, 4)
                    .input(second)
                    .input(2, 3, 4));
        }
    }

    private static void slices(List<GradientCheck> checks) {
        for (int from : new int[] {0, 2, 3}) {
            checks.add(GradientCheck.of("slice from " + from, new Concat.Slice(-2, Dim.of(from), Dim.of(2)))
                    .input(2, 5, 3));
        }
        checks.add(GradientCheck.of("slice of all", new Concat.Slice(-1, Dim.of(0), Dim.of(3)))
                .input(2, 3));
    }

    private static Spatial window(int height, int width, int down, int right, int dilation, int... pad) {
        return new Spatial(height, width, down, right, pad[0], pad[1], pad[2], pad[3], dilation, dilation);
    }

    private static void products(List<GradientCheck> checks) {
        checks.add(GradientCheck.of("dense", Dense.PRODUCT).input(3, 4).input(4, 5));
        checks.add(
                GradientCheck.of("dense mapped", Dense.PRODUCT).input(2, 3, 4).input(4, 1));
        checks.add(GradientCheck.of("conv", Conv2d.product(window(3, 2, 1, 1, 1, 0, 0, 0, 0), 1))
                .input(2, 5, 4, 3)
                .input(3, 2, 3, 4));
        checks.add(GradientCheck.of("conv stride", Conv2d.product(window(3, 3, 2, 3, 1, 1, 0, 2, 1), 1))
                .input(1, 6, 7, 2)
                .input(3, 3, 2, 3));
        checks.add(GradientCheck.of("conv dilation", Conv2d.product(window(2, 3, 1, 2, 2, 2, 1, 0, 2), 1))
                .input(2, 5, 6, 2)
                .input(2, 3, 2, 2));
        checks.add(GradientCheck.of("conv groups", Conv2d.product(window(2, 2, 1, 1, 1, 1, 1, 1, 1), 2))
                .input(1, 3, 4, 4)
                .input(2, 2, 2, 6));
        checks.add(GradientCheck.of("conv depthwise", Conv2d.product(window(3, 1, 2, 1, 1, 1, 1, 0, 0), 3))
                .input(1, 5, 3, 3)
                .input(3, 1, 1, 6));
        checks.add(GradientCheck.of("conv mapped", Conv2d.product(window(1, 1, 1, 1, 1, 0, 0, 0, 0), 1))
                .input(2, 2, 3, 2, 3)
                .input(1, 1, 3, 2));
    }

    private static void transposedConvolutions(List<GradientCheck> checks) {
        Spatial doubled = window(3, 2, 2, 2, 1, 1, 0, 0, 0);
        TensorType large = TensorType.f32(Shape.of(2, 5, 6, 3));
        checks.add(GradientCheck.of("conv transpose", new Conv2d.BackwardInput(doubled, 1, large))
                .input(2, 2, 3, 4)
                .input(3, 2, 3, 4));
        Spatial dilated = window(2, 2, 1, 1, 2, 0, 0, 0, 0);
        TensorType grouped = TensorType.f32(Shape.of(1, 4, 5, 4));
        checks.add(GradientCheck.of("conv transpose groups", new Conv2d.BackwardInput(dilated, 2, grouped))
                .input(1, 2, 3, 6)
                .input(2, 2, 2, 6));
    }

    private static void resampling(List<GradientCheck> checks) {
        for (int after = 1; after <= 2; after++) {
            long[] shape = after == 1 ? new long[] {2, 4, 3} : new long[] {2, 4, 3, 2};
            checks.add(GradientCheck.of("linear " + after, Resample.linear(4, 12, after))
                    .input(shape));
            checks.add(GradientCheck.of("parts " + after, Resample.mean(4, 3, after))
                    .input(shape));
        }
        checks.add(GradientCheck.of("linear of one", Resample.linear(1, 3, 1)).input(2, 1, 3));
        checks.add(GradientCheck.of("more parts than places", Resample.mean(4, 5, 1))
                .input(2, 4, 3));
    }

    private static void pools(List<GradientCheck> checks) {
        List<Spatial> windows = List.of(
                window(2, 2, 2, 2, 1, 0, 0, 0, 0),
                window(3, 2, 1, 1, 1, 0, 0, 0, 0),
                window(3, 3, 2, 2, 1, 1, 1, 1, 0),
                window(2, 3, 3, 4, 1, 0, 1, 1, 1));
        for (Spatial window : windows) {
            checks.add(GradientCheck.of("max " + window, new MaxPool2d(window)).input(2, 6, 7, 3));
            checks.add(GradientCheck.of("mean " + window, new AvgPool2d(window, false))
                    .input(2, 6, 7, 3));
            checks.add(GradientCheck.of("mean, padding counts, " + window, new AvgPool2d(window, true))
                    .input(2, 6, 7, 3));
        }
    }

    private static void norms(List<GradientCheck> checks) {
        checks.add(GradientCheck.of("batch norm", new BatchNorm(1e-3f))
                .input(6, 3)
                .input(3)
                .input(3));
        checks.add(GradientCheck.of("batch norm of images", new BatchNorm(0.1f))
                .input(2, 3, 2, 4)
                .input(4)
                .input(4));
        for (boolean centred : new boolean[] {true, false}) {
            checks.add(GradientCheck.of("row norm " + centred, new RowNorm(centred, 0.1f))
                    .input(2, 3, 5)
                    .input(5));
            checks.add(GradientCheck.of("row norm of two dimensions " + centred, new RowNorm(centred, 1e-3f))
                    .input(3, 2, 3)
                    .input(2, 3)
                    .input(2, 3));
        }
        for (int groups : new int[] {1, 2, 6}) {
            checks.add(GradientCheck.of("group norm of images " + groups, new GroupNorm(groups, 2, 0.1f))
                    .input(2, 3, 2, 6)
                    .input(6)
                    .input(6));
        }
        checks.add(GradientCheck.of("group norm of rows", new GroupNorm(2, 0, 1e-3f))
                .input(2, 3, 6)
                .input(6)
                .input(6));
        checks.add(GradientCheck.of("batch norm frozen", new Normalize(1e-3f))
                .input(5, 3)
                .constant(3)
                .constant(3)
                .constant(3)
                .constant(3));
    }

    /** Each alone, and with all that it may have: two leading dimensions, initial states, lengths from 0 to beyond the steps. */
    private static void recurrences(List<GradientCheck> checks) {
        for (boolean reverse : new boolean[] {false, true}) {
            RecurrentOptions bare = new RecurrentOptions(reverse, false, false, false);
            RecurrentOptions full = new RecurrentOptions(reverse, true, false, true);
            RecurrentOptions lstm = new RecurrentOptions(reverse, true, true, true);
            for (ActivationFunction function : List.of(ActivationFunction.TANH, ActivationFunction.RELU)) {
                Activate f = new Activate(function, 0);
                checks.add(GradientCheck.of("rnn " + f + reverse, new Rnn(f, bare))
                        .small(2, 3, 4)
                        .small(4, 4));
                checks.add(GradientCheck.of("rnn with all " + f + reverse, new Rnn(f, full))
                        .small(2, 2, 3, 4)
                        .small(4, 4)
                        .small(2, 2, 4)
                        .labels(5, 2, 2)
                        .reads(0, 1));
            }
            checks.add(GradientCheck.of("lstm " + reverse, new Lstm(bare))
                    .small(2, 3, 12)
                    .small(3, 12));
            checks.add(GradientCheck.of("lstm with all " + reverse, new Lstm(lstm))
                    .small(2, 2, 3, 12)
                    .small(3, 12)
                    .small(2, 2, 3)
                    .small(2, 2, 3)
                    .labels(5, 2, 2)
                    .reads(0, 1, 2));
            checks.add(GradientCheck.of("lstm cell " + reverse, new Lstm(bare))
                    .small(2, 3, 12)
                    .small(3, 12)
                    .reads(2));
            for (boolean updateFirst : new boolean[] {false, true}) {
                checks.add(GradientCheck.of("gru " + updateFirst + reverse, new Gru(updateFirst, bare))
                        .small(2, 3, 9)
                        .small(3, 9)
                        .small(9));
                checks.add(GradientCheck.of("gru with all " + updateFirst + reverse, new Gru(updateFirst, full))
                        .small(2, 2, 3, 9)
                        .small(3, 9)
                        .small(9)
                        .small(2, 2, 3)
                        .labels(5, 2, 2)
                        .reads(0, 1));
                checks.add(GradientCheck.of("gru state " + updateFirst + reverse, new Gru(updateFirst, bare))
                        .small(2, 3, 9)
                        .small(3, 9)
                        .small(9)
                        .reads(1));
            }
        }
    }

    private static void sequences(List<GradientCheck> checks) {
        checks.add(
                GradientCheck.of("embedding", new Embedding()).labels(5, 3, 4).input(6, 3));
        checks.add(GradientCheck.of("positions", new AddPositions(false))
                .input(2, 3, 4)
                .input(5, 4));
        checks.add(GradientCheck.of("all positions", new AddPositions(false))
                .input(3, 4)
                .input(3, 4));
        for (int i = 0; i < 4; i++) {
            boolean left = i % 2 == 1;
            boolean right = i > 1;
            checks.add(GradientCheck.of("products " + left + " " + right, new BatchedProduct(left, right))
                    .input(left ? new long[] {2, 4, 3} : new long[] {2, 3, 4})
                    .input(right ? new long[] {2, 5, 4} : new long[] {2, 4, 5}));
        }
        for (int axis = -1; axis >= -3; axis--) {
            checks.add(GradientCheck.of("slice " + axis, new Slice(axis, Dim.of(1), Dim.of(3), 1))
                    .input(5, 6, 5));
            checks.add(GradientCheck.of("steps " + axis, new Slice(axis, Dim.of(1), Dim.of(2), 2))
                    .input(5, 6, 5));
        }
        for (boolean largest : new boolean[] {true, false}) {
            checks.add(GradientCheck.of("extremum " + largest, new Extremum(largest, 1, Shape.of(3, 2)))
                    .input(2, 3, 2, 4));
            checks.add(GradientCheck.of("extremum of all " + largest, new Extremum(largest, 0, Shape.of(4)))
                    .input(3, 4));
        }
        for (boolean cosinesFirst : new boolean[] {true, false}) {
            checks.add(GradientCheck.of("timesteps " + cosinesFirst, new Timesteps(3, 5, 0.5, cosinesFirst))
                    .input(2, 4));
        }
        checks.add(GradientCheck.of("sinusoids", new AddPositions.Sinusoidal(6, 100, false))
                .input(2, 5, 3));
    }

    private static void losses(List<GradientCheck> checks) {
        for (boolean mean : new boolean[] {true, false}) {
            checks.add(GradientCheck.of("cross entropy " + mean, new CrossEntropy(1, mean, 0, -100))
                    .input(4, 5)
                    .labels(5, 4));
            checks.add(GradientCheck.of("cross entropy with options " + mean, new CrossEntropy(0.5f, mean, 0.2f, 1))
                    .input(3, 4, 3)
                    .labels(3, 3, 4));
            checks.add(GradientCheck.of("binary " + mean, new BinaryCrossEntropy(1.5f, mean))
                    .input(4, 3)
                    .positive(4, 3));
            checks.add(GradientCheck.of("squares " + mean, new MeanSquaredError(2, mean))
                    .input(2, 3, 2)
                    .input(2, 3, 2));
            LossOptions options = new LossOptions(0.7f, mean);
            checks.add(GradientCheck.of("absolute " + mean, AbsoluteLoss.meanAbsoluteError(options))
                    .input(2, 3, 2)
                    .input(2, 3, 2));
            for (float delta : new float[] {0.3f, 1, 4}) {
                checks.add(GradientCheck.of("huber " + delta + " " + mean, AbsoluteLoss.huber(delta, options))
                        .input(3, 4)
                        .input(3, 4));
            }
            for (float temperature : new float[] {0.5f, 1, 3}) {
                checks.add(GradientCheck.of(
                                "divergence at " + temperature + " " + mean, new KlDivergence(temperature, 1.5f, mean))
                        .input(2, 3, 5)
                        .input(2, 3, 5));
            }
        }
    }

    private static void attention(List<GradientCheck> checks) {
        AttendOptions.Heads heads = new AttendOptions.Heads(4, 2, 3, 2);
        for (AttendOptions.Mask mask : AttendOptions.Mask.values()) {
            AttendOptions.Visible visible = new AttendOptions.Visible(false, 0, mask, true);
            for (int result : new int[] {0, 2}) {
                GradientCheck check = GradientCheck.of(
                                "attention " + mask + " of result " + result,
                                new Attend(
                                        heads,
                                        AttendOptions.Packing.SEPARATE,
                                        visible,
                                        0.4f,
                                        new AttendOptions.Dropped("node", 0.3f)))
                        .input(2, 3, 12)
                        .input(2, 5, 6)
                        .input(2, 5, 4)
                        .reads(result);
                if (mask.isBias()) {
                    check.input(mask.isOfPairs() ? new long[] {2, 3, 5} : new long[] {2, 5});
                } else if (mask != AttendOptions.Mask.NONE) {
                    check.labels(3, mask.isOfPairs() ? new long[] {2, 3, 5} : new long[] {2, 5});
                }
                checks.add(check.labels(6, 2));
            }
        }
        AttendOptions.Heads even = new AttendOptions.Heads(2, 1, 4, 4);
        AttendOptions.Visible window = new AttendOptions.Visible(true, 3, AttendOptions.Mask.NONE, false);
        checks.add(GradientCheck.of(
                        "attention packed",
                        new Attend(even, AttendOptions.Packing.ALL, window, 0.5f, AttendOptions.Dropped.NONE))
                .input(2, 2, 6, 16));
        checks.add(GradientCheck.of(
                        "attention with a memory",
                        new Attend(
                                even,
                                AttendOptions.Packing.KEYS_AND_VALUES,
                                AttendOptions.Visible.ALL,
                                0.5f,
                                AttendOptions.Dropped.NONE))
                .input(2, 3, 8)
                .input(2, 5, 8));
        for (boolean flag : new boolean[] {false, true}) {
            checks.add(GradientCheck.of("rotate " + flag, new Rotate(4, 8, flag, 100, !flag))
                    .input(2, 5, 11));
        }
    }
}
