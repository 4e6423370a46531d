package io.lamina.processor.fuse;

import static io.lamina.processor.ir.TestGraph.operations;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.BatchNorm;
import io.lamina.processor.op.BatchNormGradient;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.MaxPool2d;
import io.lamina.processor.op.Normalize;
import io.lamina.processor.op.Spatial;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch norm takes on, what it goes into, and the near misses. */
class NormFusionTest {
    private static final Activate RELU = new Activate(ActivationFunction.RELU, 0);
    private static final BatchNorm BATCH_NORM = new BatchNorm(1e-3f);

    private final TestGraph graph = new TestGraph();

    private static Spatial window(int size, int stride) {
        return new Spatial(size, size, stride, stride, 0, 0, 0, 0, 1, 1);
    }

    private Value convolution() {
        return graph.add(Conv2d.product(window(3, 1), 1), graph.input(8, 8, 2), graph.weight(3, 3, 2, 5));
    }

    private Value given(Value x, int channels) {
        return graph.add(
                new Normalize(1e-3f),
                x,
                graph.weight(channels),
                graph.weight(channels),
                graph.weight(channels),
                graph.weight(channels));
    }

    private List<Value> ofBatch(Value x) {
        return graph.addAll(BATCH_NORM, x, graph.weight(3), graph.weight(3));
    }

    private Value gradient(Value dy, Value x, List<Value> norm) {
        return graph.addAll(
                        new BatchNormGradient(1e-3f, Activate.LINEAR), dy, x, norm.get(1), norm.get(2), graph.weight(3))
                .get(0);
    }

    @Test
    void aNormWithGivenStatisticsGoesIntoTheWeightsAndTheBiasOfAConvolution() {
        Value biased = graph.add(Arithmetic.ADD, convolution(), graph.weight(5));
        Value pooled = graph.add(new MaxPool2d(window(2, 2)), graph.add(RELU, given(biased, 5)));
        Graph reordered = FusePass.reorder(graph.output(pooled).build());
        assertThat(reordered.toString()).contains("""
                          %7 n10 : f32[5] = normalize_scale(%3 w6, %6 w9) {epsilon=0.001}
                          %8 n10 : f32[5] = subtract(%5 w8, %2 w4)
                          %9 n10 : f32[5] = multiply(%8 n10, %7 n10)
                          %10 n10 : f32[5] = subtract(%4 w7, %9 n10)
                          %11 n3 : f32[3,3,2,5] = multiply(%1 w2, %7 n10)
                          %12 n3 : f32[B,6,6,5] = conv2d(%0 x1, %11 n3) {3x3}
                        """);
        Graph fused = FusePass.fuse(reordered);
        assertThat(operations(fused))
                .containsExactly("normalize_scale", "subtract", "multiply", "subtract", "multiply", "conv2d");
        assertThat(fused.toString()).contains("conv2d(%0 x1, %11 n3, %10 n10) {3x3, bias, relu, pool 2x2");
    }

    @Test
    void aNormBehindAConvolutionWithoutBias() {
        Graph fused = FusePass.fuse(
                FusePass.reorder(graph.output(given(convolution(), 5)).build()));
        assertThat(operations(fused)).containsExactly("normalize_scale", "multiply", "subtract", "multiply", "conv2d");
        assertThat(fused.toString()).contains("{3x3, bias}");
    }

    @Test
    void aNormBehindADenseProductThatIsMappedOverManyRows() {
        Value product = graph.add(Dense.PRODUCT, graph.input(9, 4), graph.weight(4, 3));
        assertThat(operations(FusePass.reorder(graph.output(given(product, 3)).build())))
                .containsExactly("normalize_scale", "multiply", "subtract", "multiply", "dense", "add");
    }

    @Test
    void aNormStaysBehindAProductWithManyMoreWeightsThanResults() {
        Value product = graph.add(Dense.PRODUCT, graph.input(5), graph.weight(5, 3));
        assertThat(operations(FusePass.reorder(graph.output(given(product, 3)).build())))
                .containsExactly("dense", "normalize");
    }

    @Test
    void aNormStaysBehindAConvolutionOrASumWithOtherReaders() {
        Value convolution = convolution();
        assertThat(operations(FusePass.reorder(
                        graph.output(given(convolution, 5)).output(convolution).build())))
                .containsExactly("conv2d", "normalize");
        TestGraph own = new TestGraph();
        Value sum = own.add(
                Arithmetic.ADD,
                own.add(Conv2d.product(window(3, 1), 1), own.input(8, 8, 2), own.weight(3, 3, 2, 5)),
                own.weight(5));
        Value norm = own.add(new Normalize(1e-3f), sum, own.weight(5), own.weight(5), own.weight(5), own.weight(5));
        assertThat(operations(FusePass.reorder(own.output(norm).output(sum).build())))
                .containsExactly("conv2d", "add", "normalize");
    }

    @Test
    void aFunctionGoesIntoTheNorm() {
        List<Value> norm = ofBatch(graph.input(4, 3));
        Graph fused = FusePass.fuse(
                graph.output(graph.add(RELU, norm.get(0))).output(norm.get(1)).build());
        assertThat(fused).hasToString("""
                        graph test
                          %0 x1 : f32[B,4,3] = input() {input=x1, type=f32[B,4,3]}
                          %1 w2 : f32[3] = parameter() {w2}
                          %2 w3 : f32[3] = parameter() {w3}
                          %3 n4 : f32[3], f32[3], f32[32,3,3] = batch_statistics(%0 x1)
                          %4 n4 : f32[B,4,3] = normalize(%0 x1, %1 w2, %2 w3, %3 n4, %3.1 n4) {epsilon=0.001, relu}
                          result y0 = %4
                          result y1 = %3
                        """);
    }

    @Test
    void aResidualSumAndTheFunctionBehindItGoIntoTheNorm() {
        for (boolean first : new boolean[] {true, false}) {
            TestGraph own = new TestGraph();
            Value x = own.input(4, 3);
            Value r = own.input(4, 3);
            Value norm = own.addAll(BATCH_NORM, x, own.weight(3), own.weight(3)).get(0);
            Value sum = first ? own.add(Arithmetic.ADD, norm, r) : own.add(Arithmetic.ADD, r, norm);
            Graph fused = FusePass.fuse(own.output(own.add(RELU, sum)).build());
            assertThat(operations(fused)).containsExactly("batch_statistics", "normalize");
            assertThat(fused.toString())
                    .contains("normalize(%0 x1, %2 w3, %3 w4, %4 n5, %4.1 n5, %1 x2) {epsilon=0.001, residual, relu}");
        }
    }

    @Test
    void ofTwoNormsThatAreAddedTheFirstTakesTheSum() {
        Value sum = graph.add(
                Arithmetic.ADD,
                ofBatch(graph.input(4, 3)).get(0),
                ofBatch(graph.input(4, 3)).get(0));
        Graph fused = FusePass.fuse(graph.output(graph.add(RELU, sum)).build());
        assertThat(operations(fused)).containsExactly("batch_statistics", "batch_statistics", "normalize", "normalize");
        assertThat(fused.toString())
                .contains("%8 n8 : f32[B,4,3] = normalize(%4 x5, %5 w6, %6 w7, %7 n8, %7.1 n8) {epsilon=0.001}\n")
                .contains("%3.1 n4, %8 n8) {epsilon=0.001, residual, relu}\n");
    }

    @Test
    void aNormThatSomebodyElseReadsStaysWhole() {
        Value norm = ofBatch(graph.input(4, 3)).get(0);
        assertThat(operations(FusePass.fuse(
                        graph.output(graph.add(RELU, norm)).output(norm).build())))
                .containsExactly("batch_norm", "activate");
    }

    @Test
    void aNormBeforeAProductStaysWhole() {
        Value norm = ofBatch(graph.input(4, 3)).get(0);
        Value product = graph.add(Dense.PRODUCT, norm, graph.weight(3, 2));
        assertThat(operations(FusePass.fuse(graph.output(product).build()))).containsExactly("batch_norm", "dense");
    }

    @Test
    void aRowIsNoResidual() {
        Value norm = ofBatch(graph.input(4, 3)).get(0);
        Value sum = graph.add(Arithmetic.ADD, norm, graph.weight(3));
        assertThat(operations(FusePass.fuse(graph.output(sum).build()))).containsExactly("batch_norm", "add");
    }

    @Test
    void aFunctionBeforeTheSumKeepsTheSumOutside() {
        Value norm = given(graph.input(4, 3), 3);
        Value sum = graph.add(Arithmetic.ADD, graph.add(RELU, norm), graph.input(4, 3));
        Graph fused = FusePass.fuse(graph.output(sum).build());
        assertThat(operations(fused)).containsExactly("normalize", "add");
        assertThat(fused.toString()).contains("{epsilon=0.001, relu}");
    }

    private Graph ofFunction(Activate function, float epsilon) {
        Value x = graph.input(4, 3);
        Value gamma = graph.weight(3);
        List<Value> norm = graph.addAll(BATCH_NORM, x, gamma, graph.weight(3));
        Value y = graph.add(function, norm.get(0));
        Value g = graph.add(new Activate.Gradient(function.function(), 0), graph.input(4, 3), y);
        BatchNormGradient gradient = new BatchNormGradient(epsilon, Activate.LINEAR);
        List<Value> gradients = graph.addAll(gradient, g, x, norm.get(1), norm.get(2), gamma);
        return FusePass.fuse(graph.output(gradients.get(0)).output(y).build());
    }

    @Test
    void theGradientOfAFunctionGoesIntoTheNormsGradient() {
        Graph fused = ofFunction(new Activate(ActivationFunction.TANH, 0), 1e-3f);
        assertThat(operations(fused)).containsExactly("batch_statistics", "normalize", "batch_norm_gradient");
        assertThat(fused.toString())
                .contains("f32[B,4,3], f32[3], f32[3], f32[32,2,3], f32[5,67], f32[B,4,3] = batch_norm_gradient("
                        + "%5 x6, %0 x1, %3 n4, %3.1 n4, %1 w2, %4 n4) {epsilon=0.001, tanh}");
    }

    @Test
    void reluIsComputedAgainInTheNormsGradient() {
        Graph fused = ofFunction(RELU, 1e-3f);
        assertThat(operations(fused)).containsExactly("batch_statistics", "normalize", "batch_norm_relu_gradient");
        assertThat(fused.toString())
                .contains("f32[B,4,3], f32[3], f32[3], f32[32,2,3], f32[5,67] = batch_norm_relu_gradient("
                        + "%5 x6, %0 x1, %3 n4, %3.1 n4, %1 w2, %2 w3) {epsilon=0.001}");
    }

    @Test
    void reluBehindAnotherNormOrAResidualSumIsNotComputedAgain() {
        assertThat(operations(ofFunction(RELU, 1e-2f)))
                .containsExactly("batch_statistics", "normalize", "batch_norm_gradient");
        TestGraph own = new TestGraph();
        Value x = own.input(4, 3);
        Value gamma = own.weight(3);
        List<Value> norm = own.addAll(BATCH_NORM, x, gamma, own.weight(3));
        Value y = own.add(RELU, own.add(Arithmetic.ADD, norm.get(0), own.input(4, 3)));
        Value g = own.add(new Activate.Gradient(ActivationFunction.RELU, 0), own.input(4, 3), y);
        BatchNormGradient gradient = new BatchNormGradient(1e-3f, Activate.LINEAR);
        Value dx = own.addAll(gradient, g, x, norm.get(1), norm.get(2), gamma).get(0);
        assertThat(operations(FusePass.fuse(own.output(dx).build())))
                .containsExactly("batch_statistics", "normalize", "batch_norm_gradient");
    }

    @Test
    void whoeverElseReadsTheFunctionsGradientReadsItFromTheNorm() {
        Value x = graph.input(4, 3);
        List<Value> norm = ofBatch(x);
        Value g = graph.add(new Activate.Gradient(ActivationFunction.RELU, 0), graph.input(4, 3), graph.input(4, 3));
        Value dx = gradient(g, x, norm);
        Value other = graph.add(Arithmetic.ADD, g, graph.input(4, 3));
        Graph fused = FusePass.fuse(graph.output(dx).output(other).build());
        assertThat(operations(fused)).containsExactly("batch_norm", "batch_norm_gradient", "add");
        assertThat(fused.toString()).contains("add(%7.5 n9, %8 x10)");
    }

    @Test
    void aGradientThatIsReadBeforeStaysOutside() {
        Value x = graph.input(4, 3);
        List<Value> norm = ofBatch(x);
        Value g = graph.add(new Activate.Gradient(ActivationFunction.RELU, 0), graph.input(4, 3), graph.input(4, 3));
        Value other = graph.add(Arithmetic.ADD, g, graph.input(4, 3));
        Graph fused =
                FusePass.fuse(graph.output(gradient(g, x, norm)).output(other).build());
        assertThat(operations(fused)).containsExactly("batch_norm", "activate_gradient", "add", "batch_norm_gradient");
    }

    @Test
    void aGradientThatLeavesStaysOutside() {
        Value x = graph.input(4, 3);
        List<Value> norm = ofBatch(x);
        Value g = graph.add(new Activate.Gradient(ActivationFunction.RELU, 0), graph.input(4, 3), graph.input(4, 3));
        Graph fused = FusePass.fuse(graph.output(gradient(g, x, norm)).output(g).build());
        assertThat(operations(fused)).containsExactly("batch_norm", "activate_gradient", "batch_norm_gradient");
    }
}
