package io.lamina.processor.fuse;

import static io.lamina.processor.ir.TestGraph.operations;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.AvgPool2d;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.MaxPool2d;
import io.lamina.processor.op.Spatial;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Each fusion fires on its Given, and leaves near misses alone. */
class FusePassTest {
    private static final Activate RELU = new Activate(ActivationFunction.RELU, 0);
    private static final Activate GELU = new Activate(ActivationFunction.GELU, 0);
    private static final Conv2d CONVOLUTION = Conv2d.product(window(3, 1, 0), 1);

    private final TestGraph graph = new TestGraph();

    private static Spatial window(int size, int stride, int pad) {
        return new Spatial(size, size, stride, stride, pad, pad, pad, pad, 1, 1);
    }

    private Value dense() {
        return graph.add(Dense.PRODUCT, graph.input(4), graph.weight(4, 3));
    }

    private Value convolution() {
        return graph.add(CONVOLUTION, graph.input(8, 8, 2), graph.weight(3, 3, 2, 5));
    }

    @Test
    void biasAndActivationGoIntoADenseProduct() {
        Graph fused = FusePass.fuse(graph.output(graph.add(RELU, graph.add(Arithmetic.ADD, dense(), graph.weight(3))))
                .build());
        assertThat(operations(fused)).containsExactly("dense");
        assertThat(fused.toString()).contains("dense(%0 x1, %1 w2, %2 w4) {bias, relu}");
    }

    @Test
    void biasAndActivationGoIntoAConvolution() {
        Graph fused =
                FusePass.fuse(graph.output(graph.add(GELU, graph.add(Arithmetic.ADD, convolution(), graph.weight(5))))
                        .build());
        assertThat(operations(fused)).containsExactly("conv2d");
        assertThat(fused.toString()).contains("{3x3, bias, gelu}");
    }

    @Test
    void aProductThatSomebodyElseReadsKeepsItsBiasOutside() {
        Value product = dense();
        Value sum = graph.add(Arithmetic.ADD, product, graph.weight(3));
        Graph fused =
                FusePass.fuse(graph.output(sum).output(graph.add(RELU, product)).build());
        assertThat(operations(fused)).containsExactly("dense", "add", "activate");
    }

    @Test
    void aProductThatLeavesTheGraphKeepsItsBiasOutside() {
        Value product = dense();
        Value sum = graph.add(Arithmetic.ADD, product, graph.weight(3));
        assertThat(operations(FusePass.fuse(graph.output(sum).output(product).build())))
                .containsExactly("dense", "add");
    }

    @Test
    void aSumOfEqualShapesIsNoBias() {
        Value sum = graph.add(Arithmetic.ADD, dense(), graph.input(3));
        assertThat(operations(FusePass.fuse(graph.output(sum).build()))).containsExactly("dense", "add");
    }

    @Test
    void aRowOfHigherRankIsNoBias() {
        Value product = graph.add(Dense.PRODUCT, graph.input(2, 4), graph.weight(4, 3));
        Value sum = graph.add(Arithmetic.ADD, product, graph.weight(2, 3));
        assertThat(operations(FusePass.fuse(graph.output(sum).build()))).containsExactly("dense", "add");
    }

    @Test
    void aDifferenceIsNoBias() {
        Value difference = graph.add(new Arithmetic(Arithmetic.Kind.SUBTRACT), dense(), graph.weight(3));
        assertThat(operations(FusePass.fuse(graph.output(difference).build()))).containsExactly("dense", "subtract");
    }

    @Test
    void oneActivationGoesInAndTheSecondStaysOutside() {
        Value twice = graph.add(GELU, graph.add(RELU, dense()));
        assertThat(operations(FusePass.fuse(graph.output(twice).build()))).containsExactly("dense", "activate");
    }

    @Test
    void aBiasBehindAnActivationStaysOutside() {
        Value sum = graph.add(Arithmetic.ADD, graph.add(RELU, dense()), graph.weight(3));
        assertThat(operations(FusePass.fuse(graph.output(sum).build()))).containsExactly("dense", "add");
    }

    @Test
    void anActivationsGradientGoesIntoTheProductInFrontOfIt() {
        Value dx = graph.add(Dense.BackwardInput.PRODUCT, graph.input(3), graph.weight(4, 3));
        Value slope = graph.add(new Activate.Gradient(ActivationFunction.GELU, 0), dx, graph.input(4));
        Graph fused = FusePass.fuse(graph.output(slope).build());
        assertThat(operations(fused)).containsExactly("dense_backward_input");
        assertThat(fused.toString()).contains("dense_backward_input(%0 x1, %1 w2, %2 x4) {gelu}");
    }

    @Test
    void anActivationsGradientStaysBehindAProductThatSomebodyElseReads() {
        Value dx = graph.add(Dense.BackwardInput.PRODUCT, graph.input(3), graph.weight(4, 3));
        Value slope = graph.add(new Activate.Gradient(ActivationFunction.GELU, 0), dx, graph.input(4));
        assertThat(operations(FusePass.fuse(graph.output(slope).output(dx).build())))
                .containsExactly("dense_backward_input", "activate_gradient");
    }

    /** What training does with GELU, whose derivative is computed from its argument. */
    @Test
    void anActivationWhoseArgumentBackwardReadsStaysOutside() {
        Value sum = graph.add(Arithmetic.ADD, dense(), graph.weight(3));
        Value y = graph.add(GELU, sum);
        Value dx = graph.add(new Activate.Gradient(ActivationFunction.GELU, 0), graph.input(3), sum);
        Graph fused = FusePass.fuse(graph.output(y).output(dx).build());
        assertThat(operations(fused)).containsExactly("dense", "activate", "activate_gradient");
        assertThat(fused.toString()).contains("dense(%0 x1, %1 w2, %2 w4) {bias}");
    }

    @Test
    void anActivationWhoseResultBackwardReadsGoesIn() {
        Value y = graph.add(RELU, dense());
        Value dx = graph.add(new Activate.Gradient(ActivationFunction.RELU, 0), graph.input(3), y);
        assertThat(operations(FusePass.fuse(graph.output(y).output(dx).build())))
                .containsExactly("dense", "activate_gradient");
    }

    private static MaxPool2d pool(int size, int stride, int pad) {
        return new MaxPool2d(window(size, stride, pad));
    }

    @Test
    void aPoolGoesIntoTheConvolutionAndTakesBiasAndActivationAlong() {
        Value sum = graph.add(Arithmetic.ADD, convolution(), graph.weight(5));
        Value pooled = graph.add(pool(2, 2, 0), graph.add(RELU, sum));
        Graph reordered = FusePass.reorder(graph.output(pooled).build());
        assertThat(operations(reordered)).containsExactly("conv2d", "max_pool2d", "add", "activate");
        Graph fused = FusePass.fuse(reordered);
        assertThat(operations(fused)).containsExactly("conv2d");
        assertThat(fused.toString())
                .contains("f32[B,3,3,5], i32[B,3,3,5] = conv2d(%0 x1, %1 w2, %2 w4) {3x3, bias, relu, pool 2x2");
    }

    @Test
    void poolsThatAConvolutionCannotTakeStayBehindIt() {
        for (MaxPool2d pool : new MaxPool2d[] {pool(3, 2, 0), pool(2, 1, 0), pool(2, 2, 1)}) {
            TestGraph own = new TestGraph();
            Value convolution = own.add(CONVOLUTION, own.input(8, 8, 2), own.weight(3, 3, 2, 5));
            assertThat(operations(
                            FusePass.fuse(own.output(own.add(pool, convolution)).build())))
                    .as(pool.toString())
                    .containsExactly("conv2d", "max_pool2d");
        }
    }

    @Test
    void aPoolStaysBehindAConvolutionWithOtherReaders() {
        Value convolution = convolution();
        Value pooled = graph.add(pool(2, 2, 0), convolution);
        assertThat(operations(
                        FusePass.fuse(graph.output(pooled).output(convolution).build())))
                .containsExactly("conv2d", "max_pool2d");
    }

    /** The gradient by the weights of a convolution that a pool went over. */
    private static List<String> weightGradient(
            TestGraph own, Conv2d.BackwardWeights weights, MaxPool2d pool, int... size) {
        Value x = own.input(16, size[0], size[1]);
        Value kernel = own.weight(3, 3, size[1] / weights.groups(), size[2]);
        Value product = own.add(Conv2d.product(weights.window(), weights.groups()), x, kernel);
        List<Value> pooled = own.addAll(pool, product);
        Value dx = own.add(new MaxPool2d.Gradient(pool.window(), product.type()), pooled.get(0), pooled.get(1));
        own.output(own.addAll(weights, x, dx).get(0));
        return operations(FusePass.fuse(own.build()));
    }

    @Test
    void aPoolsGradientGoesIntoThatByTheWeightsOfFewChannels() {
        Conv2d.BackwardWeights weights = new Conv2d.BackwardWeights(window(3, 1, 1), 1);
        for (int channels = 1; channels <= 4; channels++) {
            assertThat(weightGradient(new TestGraph(), weights, pool(2, 2, 0), 12, channels, 16))
                    .containsExactly("conv2d", "pooled_conv2d_backward_weights");
        }
    }

    @Test
    void aPoolsGradientStaysWhereNoKernelTakesIt() {
        Conv2d.BackwardWeights dense = new Conv2d.BackwardWeights(window(3, 1, 1), 1);
        Conv2d.BackwardWeights strided = new Conv2d.BackwardWeights(window(3, 2, 1), 1);
        Conv2d.BackwardWeights grouped = new Conv2d.BackwardWeights(window(3, 1, 1), 2);
        List<String> apart = List.of("conv2d", "max_pool2d_gradient", "conv2d_backward_weights");
        assertThat(weightGradient(new TestGraph(), dense, pool(2, 2, 0), 12, 5, 16))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), dense, pool(2, 2, 0), 12, 3, 24))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), dense, pool(2, 2, 0), 11, 3, 16))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), dense, pool(2, 2, 0), 241, 3, 16))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), dense, pool(3, 3, 0), 12, 3, 16))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), strided, pool(2, 2, 0), 24, 3, 16))
                .isEqualTo(apart);
        assertThat(weightGradient(new TestGraph(), grouped, pool(2, 2, 0), 12, 4, 16))
                .isEqualTo(apart);
    }

    @Test
    void aPoolsGradientThatSomebodyElseReadsStays() {
        Value x = graph.input(16, 12, 3);
        Spatial window = window(3, 1, 1);
        Value product = graph.add(Conv2d.product(window, 1), x, graph.weight(3, 3, 3, 16));
        List<Value> pooled = graph.addAll(pool(2, 2, 0), product);
        Value dx = graph.add(new MaxPool2d.Gradient(window(2, 2, 0), product.type()), pooled.get(0), pooled.get(1));
        Value dw = graph.addAll(new Conv2d.BackwardWeights(window, 1), x, dx).get(0);
        assertThat(operations(FusePass.fuse(graph.output(dw).output(dx).build())))
                .containsExactly("conv2d", "max_pool2d_gradient", "conv2d_backward_weights");
    }

    @Test
    void onlyMonotoneFunctionsChangePlacesWithAMaximum() {
        for (ActivationFunction function : Activate.functions()) {
            TestGraph own = new TestGraph();
            Activate activate = new Activate(function, function == ActivationFunction.LEAKY_RELU ? -0.5f : 0);
            Value pooled = own.add(pool(2, 2, 0), own.add(activate, own.input(4, 4, 2)));
            boolean falls = switch (function) {
                case LEAKY_RELU, GELU, GELU_TANH, SILU, HARD_SWISH, MISH, SQUARE, LOG -> true;
                default -> false;
            };
            assertThat(operations(FusePass.reorder(own.output(pooled).build())))
                    .as(function.toString())
                    .isEqualTo(falls ? List.of("activate", "max_pool2d") : List.of("max_pool2d", "activate"));
        }
    }

    @Test
    void anActivationWithOtherReadersStaysBeforeThePool() {
        Value activated = graph.add(RELU, graph.input(4, 4, 2));
        Value pooled = graph.add(pool(2, 2, 0), activated);
        assertThat(operations(
                        FusePass.reorder(graph.output(pooled).output(activated).build())))
                .containsExactly("activate", "max_pool2d");
    }

    @Test
    void aMeanDoesNotChangePlaces() {
        Value pooled = graph.add(new AvgPool2d(window(2, 2, 0), false), graph.add(RELU, graph.input(4, 4, 2)));
        assertThat(operations(FusePass.reorder(graph.output(pooled).build())))
                .containsExactly("activate", "avg_pool2d");
    }

    @Test
    void aFunctionGoesIntoArithmeticOfOneShape() {
        for (Arithmetic.Kind kind : Arithmetic.Kind.values()) {
            TestGraph own = new TestGraph();
            Value y = own.add(GELU, own.add(new Arithmetic(kind), own.input(4, 3), own.input(4, 3)));
            Graph fused = FusePass.fuse(own.output(y).build());
            assertThat(fused.toString())
                    .contains(" = " + kind.name().toLowerCase(Locale.ROOT) + "(%0 x1, %1 x2) {gelu}");
            assertThat(operations(fused)).hasSize(1);
        }
    }

    @Test
    void aFunctionStaysBehindARowAndBehindASumThatSomebodyElseReads() {
        Value row = graph.add(RELU, graph.add(Arithmetic.ADD, graph.input(4, 3), graph.weight(3)));
        assertThat(operations(FusePass.fuse(graph.output(row).build()))).containsExactly("add", "activate");
        TestGraph own = new TestGraph();
        Value sum = own.add(Arithmetic.ADD, own.input(4, 3), own.input(4, 3));
        assertThat(operations(
                        FusePass.fuse(own.output(own.add(RELU, sum)).output(sum).build())))
                .containsExactly("add", "activate");
    }

    @Test
    void weightsThatStayTheSameAreLaidOutBeforehand() {
        Graph packed = FusePass.pack(graph.output(convolution()).build());
        assertThat(operations(packed)).containsExactly("pack", "packed_conv2d");
    }

    @Test
    void weightsThatAreScaledFirstAreToo() {
        Value weights = graph.add(Arithmetic.MULTIPLY, graph.weight(3, 3, 2, 5), graph.weight(5));
        Value product = graph.add(CONVOLUTION, graph.input(8, 8, 2), weights);
        assertThat(operations(FusePass.pack(graph.output(product).build())))
                .containsExactly("multiply", "pack", "packed_conv2d");
    }

    @Test
    void oneKernelAChannelIsReadAsItIs() {
        Value product = graph.add(Conv2d.product(window(3, 1, 0), 4), graph.input(8, 8, 4), graph.weight(3, 3, 1, 4));
        assertThat(operations(FusePass.pack(graph.output(product).build()))).containsExactly("conv2d");
    }
}
