package io.lamina.processor.fuse;

import static io.lamina.processor.ir.TestGraph.operations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.InputGradientKernels;
import io.lamina.processor.op.Spatial;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.KernelChoice;
import io.lamina.runtime.kernels.Lane;
import org.junit.jupiter.api.Test;

/** Which gradients by a convolution's images take on a sum, and the near misses. */
class ConvolutionGradientFusionTest {
    private static final TensorType IMAGES = TensorType.f32(TestGraph.batched(16, 16, 32));

    private final TestGraph graph = new TestGraph();

    private static Spatial window(int size, int stride, int pad) {
        return new Spatial(size, size, stride, stride, pad, pad, pad, pad, 1, 1);
    }

    /** The gradient by images of 16 x 16 x 32. */
    private Value gradient(int size, int stride) {
        Spatial window = window(size, stride, size / 2);
        return graph.add(
                new Conv2d.BackwardInput(window, 1, IMAGES),
                graph.input(16 / stride, 16 / stride, 64),
                graph.weight(size, size, 32, 64));
    }

    private Value images() {
        return graph.input(16, 16, 32);
    }

    private Graph fused(Value a, Value b) {
        return FusePass.fuse(graph.output(graph.add(Arithmetic.ADD, a, b)).build());
    }

    @Test
    void aSumGoesIntoATransformedGradientOnEitherSide() {
        Graph right = fused(images(), gradient(3, 1));
        assertThat(operations(right)).containsExactly("conv2d_backward_input");
        assertThat(right.toString()).contains("conv2d_backward_input(%1 x2, %2 w3, %0 x1) {3x3 pad 1,1,1,1, residual}");
        TestGraph own = new TestGraph();
        Value dx = own.add(
                new Conv2d.BackwardInput(window(3, 1, 1), 1, IMAGES), own.input(16, 16, 64), own.weight(3, 3, 32, 64));
        Value sum = own.add(Arithmetic.ADD, dx, own.input(16, 16, 32));
        assertThat(FusePass.fuse(own.output(sum).build()).toString())
                .contains("conv2d_backward_input(%0 x1, %1 w2, %2 x4) {3x3 pad 1,1,1,1, residual}");
    }

    /** The shortcut's, which touches a quarter of the pixels, though the other one may be transformed and comes later. */
    @Test
    void ofTwoGradientsTheOneThatSkipsPixelsIsAdded() {
        for (int stride : new int[] {1, 2}) {
            TestGraph own = new TestGraph();
            Value shortcut = own.add(
                    new Conv2d.BackwardInput(window(1, 2, 0), 1, IMAGES),
                    own.input(8, 8, 64),
                    own.weight(1, 1, 32, 64));
            Value other = own.add(
                    new Conv2d.BackwardInput(window(3, stride, 1), 1, IMAGES),
                    own.input(16 / stride, 16 / stride, 64),
                    own.weight(3, 3, 32, 64));
            Graph fused = FusePass.fuse(
                    own.output(own.add(Arithmetic.ADD, shortcut, other)).build());
            assertThat(operations(fused)).containsExactly("conv2d_backward_input", "conv2d_backward_input");
            assertThat(fused.toString())
                    .contains("%4 n6 : f32[B,16,16,32] = conv2d_backward_input(%2 x4, %3 w5)")
                    .contains("conv2d_backward_input(%0 x1, %1 w2, %4 n6) {1x1 stride 2x2, residual}");
        }
    }

    @Test
    void threeGradientsAreAddedOneAfterTheOther() {
        Value two = graph.add(Arithmetic.ADD, gradient(3, 1), gradient(3, 1));
        Graph fused = fused(two, gradient(1, 2));
        assertThat(operations(fused))
                .containsExactly("conv2d_backward_input", "conv2d_backward_input", "conv2d_backward_input");
        assertThat(fused.toString().split("residual", -1)).hasSize(3);
    }

    @Test
    void aGradientThatSomebodyElseReadsOrThatLeavesIsNotAdded() {
        Value dx = gradient(3, 1);
        assertThat(operations(fused(dx, dx))).containsExactly("conv2d_backward_input", "add");
        TestGraph own = new TestGraph();
        Value leaving = own.add(
                new Conv2d.BackwardInput(window(3, 1, 1), 1, IMAGES), own.input(16, 16, 64), own.weight(3, 3, 32, 64));
        Value sum = own.add(Arithmetic.ADD, own.input(16, 16, 32), leaving);
        assertThat(operations(FusePass.fuse(own.output(sum).output(leaving).build())))
                .containsExactly("conv2d_backward_input", "add");
    }

    @Test
    void aRowAndADifferenceStayOutside() {
        assertThat(operations(fused(gradient(3, 1), graph.weight(32)))).containsExactly("conv2d_backward_input", "add");
        TestGraph own = new TestGraph();
        Value dx = own.add(
                new Conv2d.BackwardInput(window(3, 1, 1), 1, IMAGES), own.input(16, 16, 64), own.weight(3, 3, 32, 64));
        Value difference = own.add(new Arithmetic(Arithmetic.Kind.SUBTRACT), own.input(16, 16, 32), dx);
        assertThat(operations(FusePass.fuse(own.output(difference).build())))
                .containsExactly("conv2d_backward_input", "subtract");
    }

    @Test
    void gradientsByOtherKernelsStayAlone() {
        assertThat(operations(fused(images(), gradient(3, 2)))).containsExactly("conv2d_backward_input", "add");
        TestGraph own = new TestGraph();
        Value pointwise = own.add(
                new Conv2d.BackwardInput(window(1, 1, 0), 1, IMAGES), own.input(16, 16, 64), own.weight(1, 1, 32, 64));
        Value sum = own.add(Arithmetic.ADD, own.input(16, 16, 32), pointwise);
        assertThat(operations(FusePass.fuse(own.output(sum).build()))).containsExactly("conv2d_backward_input", "add");
    }

    /** The compiler knows which kernels the runtime takes. */
    @Test
    void kernelsAreThoseOfTheRuntime() {
        assumeTrue(Lane.VECTOR);
        int[] found = new int[2];
        for (int kernel : new int[] {1, 3, 5}) {
            for (int stride : new int[] {1, 2}) {
                for (int groups : new int[] {1, 2}) {
                    for (int channels : new int[] {4, 8, 32, 40, 128, 256}) {
                        for (int width : new int[] {7, 8, 10, 13, 16, 600}) {
                            for (int pad = 0; pad <= 3; pad++) {
                                compare(window(kernel, stride, pad), groups, channels, width, found);
                            }
                        }
                    }
                }
            }
        }
        assertThat(found).doesNotContain(0);
    }

    private static void compare(Spatial window, int groups, int channels, int width, int[] found) {
        int kernel = window.kernelHeight();
        int stride = window.strideHeight();
        int pad = window.padTop();
        int outH = (12 + 2 * pad - kernel) / stride + 1;
        int outW = (width + 2 * pad - kernel) / stride + 1;
        Conv2dGeometry g = new Conv2dGeometry(
                12, width, channels, outH, outW, 64, kernel, kernel, stride, stride, pad, pad, 1, 1, groups);
        TensorType in = TensorType.f32(TestGraph.batched(12, width, channels));
        Conv2d.BackwardInput op = new Conv2d.BackwardInput(window, groups, in);
        Shape results = TestGraph.batched(outH, outW, 64);
        Shape weights = Shape.of(kernel, kernel, channels / groups, 64);
        boolean spaced = KernelChoice.spacedInput(g);
        boolean transformed = KernelChoice.denseWinogradInput(g);
        assertThat(InputGradientKernels.isSpaced(op, results, weights))
                .as(op + " of " + in)
                .isEqualTo(spaced);
        assertThat(InputGradientKernels.isTransformed(op, results, weights))
                .as(op + " of " + in)
                .isEqualTo(transformed);
        found[0] += spaced ? 1 : 0;
        found[1] += transformed ? 1 : 0;
    }

    /** Of images whose width is known at run time alone the runtime may choose another one. */
    @Test
    void widthsThatAreSymbolsStayAlone() {
        TensorType in = TensorType.f32(Shape.of(Dim.BATCH, Dim.of(1), Dim.symbol("T"), Dim.of(32)));
        Spatial window = new Spatial(1, 1, 1, 2, 0, 0, 0, 0, 1, 1);
        Dim half = Dim.symbol("T").plus(-1).floorDiv(2).plus(1);
        Shape results = Shape.of(Dim.BATCH, Dim.of(1), half, Dim.of(64));
        assertThat(InputGradientKernels.isSpaced(
                        new Conv2d.BackwardInput(window, 1, in), results, Shape.of(1, 1, 32, 64)))
                .isFalse();
    }
}
