package io.lamina.processor.layout;

import static io.lamina.processor.ir.TestGraph.batched;
import static io.lamina.processor.ir.TestGraph.operations;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.AddPositions;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Concat;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.Reshape;
import io.lamina.processor.op.Transpose;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each layout rule fires on its Given, and leaves near misses alone. */
class LayoutPassTest {
    private static final Transpose TO_LAST = new Transpose(List.of(1, 2, 0));
    private static final Transpose TO_FIRST = new Transpose(List.of(2, 0, 1));
    private static final Activate RELU = new Activate(ActivationFunction.RELU, 0);

    private final TestGraph graph = new TestGraph();

    private Graph laidOut() {
        return LayoutPass.apply(graph.build(), Set.of());
    }

    @Test
    void aTransposeAndItsInverseCancel() {
        graph.output(graph.add(RELU, graph.add(TO_FIRST, graph.add(TO_LAST, graph.input(2, 3, 4)))));
        assertThat(operations(laidOut())).containsExactly("activate");
    }

    @Test
    void twoTransposesBecomeOne() {
        graph.output(graph.add(TO_LAST, graph.add(TO_LAST, graph.input(2, 3, 4))));
        Graph result = laidOut();
        assertThat(operations(result)).containsExactly("transpose");
        assertThat(result.toString()).contains("f32[B,4,2,3] = transpose(%0 x1) {permutation=[2, 0, 1]}");
    }

    @Test
    void transposesOfDifferentRankStay() {
        graph.output(graph.add(new Transpose(List.of(1, 0)), graph.add(TO_LAST, graph.input(2, 3, 4))));
        assertThat(operations(laidOut())).containsExactly("transpose", "transpose");
    }

    @Test
    void anIdentityGoes() {
        graph.output(graph.add(RELU, graph.add(new Transpose(List.of(0, 1)), graph.input(3, 4))));
        assertThat(operations(laidOut())).containsExactly("activate");
    }

    /** What is added depends on where it is. */
    @Test
    void positionsStayBehindWhatMovesRows() {
        AddPositions.Sinusoidal waves = new AddPositions.Sinusoidal(4, 100, false);
        graph.output(graph.add(waves, graph.add(new Transpose(List.of(1, 0)), graph.input(3, 4))));
        graph.output(graph.add(waves, graph.add(new Reshape(batched(4, 3)), graph.input(2, 6))));
        assertThat(operations(laidOut())).containsExactly("transpose", "add_sinusoids", "reshape", "add_sinusoids");
    }

    @Test
    void movingADimensionOfOneIsAReshape() {
        graph.output(graph.add(TO_LAST, graph.input(1, 3, 4)));
        assertThat(operations(laidOut())).containsExactly("reshape");
    }

    @Test
    void movingADimensionOfTwoIsNone() {
        graph.output(graph.add(TO_LAST, graph.input(2, 3, 4)));
        assertThat(operations(laidOut())).containsExactly("transpose");
    }

    @Test
    void reshapesMergeAndVanish() {
        Value first = graph.add(new Reshape(batched(12)), graph.input(3, 4));
        graph.output(graph.add(new Reshape(batched(2, 6)), first));
        graph.output(graph.add(RELU, graph.add(new Reshape(batched(3, 4)), first)));
        assertThat(operations(laidOut())).containsExactly("reshape", "activate");
    }

    @Test
    void aTransposeSinksBelowAnElementwiseFunction() {
        graph.output(graph.add(RELU, graph.add(TO_FIRST, graph.input(3, 4, 2))));
        assertThat(operations(laidOut())).containsExactly("activate", "transpose");
    }

    @Test
    void aTransposeWithOtherReadersStaysWhereItIs() {
        Value transposed = graph.add(TO_FIRST, graph.input(3, 4, 2));
        graph.output(graph.add(RELU, transposed)).output(transposed);
        assertThat(operations(laidOut())).containsExactly("transpose", "activate");
    }

    @Test
    void equalTransposesSinkBelowASum() {
        Value left = graph.add(TO_FIRST, graph.input(3, 4, 2));
        Value right = graph.add(TO_FIRST, graph.input(3, 4, 2));
        graph.output(graph.add(Arithmetic.ADD, left, right));
        assertThat(operations(laidOut())).containsExactly("add", "transpose");
    }

    @Test
    void oneTransposeOfTwoStaysAboveASum() {
        Value left = graph.add(TO_FIRST, graph.input(3, 4, 2));
        graph.output(graph.add(Arithmetic.ADD, left, graph.input(2, 3, 4)));
        assertThat(operations(laidOut())).containsExactly("transpose", "add");
    }

    @Test
    void differentTransposesStayAboveASum() {
        Value left = graph.add(TO_FIRST, graph.input(3, 3, 3));
        Value right = graph.add(TO_LAST, graph.input(3, 3, 3));
        graph.output(graph.add(Arithmetic.ADD, left, right));
        assertThat(operations(laidOut())).containsExactly("transpose", "transpose", "add");
    }

    @Test
    void aRowIsNotTurnedWithTheRest() {
        graph.output(graph.add(Arithmetic.ADD, graph.add(TO_FIRST, graph.input(3, 4, 2)), graph.weight(4)));
        assertThat(operations(laidOut())).containsExactly("transpose", "add");
    }

    @Test
    void equalTransposesSinkBelowAConcatAndTurnItsAxis() {
        Value left = graph.add(TO_FIRST, graph.input(3, 4, 2));
        Value right = graph.add(TO_FIRST, graph.input(3, 4, 5));
        graph.output(graph.add(new Concat(-3), left, right));
        Graph result = laidOut();
        assertThat(operations(result)).containsExactly("concat", "transpose");
        assertThat(result.toString()).contains("f32[B,3,4,7] = concat(%0 x1, %1 x3) {axis=-1}");
    }

    @Test
    void aConcatWithOneOtherInputStays() {
        Value left = graph.add(TO_FIRST, graph.input(3, 4, 2));
        graph.output(graph.add(new Concat(-3), left, graph.input(5, 3, 4)));
        assertThat(operations(laidOut())).containsExactly("transpose", "concat");
    }

    private Value denseBehindFlatten(Value image, Value weight) {
        return graph.add(Dense.PRODUCT, graph.add(new Reshape(batched(24)), graph.add(TO_FIRST, image)), weight);
    }

    @Test
    void aTransposeBeforeFlattenAndDenseGoesIntoTheWeights() {
        graph.output(denseBehindFlatten(graph.input(3, 4, 2), graph.weight(24, 5)));
        Graph result = laidOut();
        assertThat(operations(result)).containsExactly("reshape", "dense");
        Parameter folded = result.nodes().stream()
                .filter(node -> node.op() instanceof Sources.Weight)
                .map(node -> ((Sources.Weight) node.op()).parameter())
                .findFirst()
                .orElseThrow();
        assertThat(folded.file()).containsExactly(24, 5);
        assertThat(folded.split()).containsExactly(2, 3, 4, 5);
        assertThat(folded.permutation()).containsExactly(1, 2, 0, 3);
    }

    @Test
    void aWeightThatTwoReadIsNotFolded() {
        Value weight = graph.weight(24, 5);
        graph.output(denseBehindFlatten(graph.input(3, 4, 2), weight));
        graph.output(graph.add(Dense.PRODUCT, graph.input(24), weight));
        assertThat(operations(laidOut())).containsExactly("transpose", "reshape", "dense", "dense");
    }

    @Test
    void aPinnedWeightIsNotFolded() {
        graph.output(denseBehindFlatten(graph.input(3, 4, 2), graph.weight(24, 5)));
        assertThat(operations(LayoutPass.apply(graph.build(), Set.of("w2"))))
                .containsExactly("transpose", "reshape", "dense");
    }

    @Test
    void aFlattenOfFewerDimensionsIsNotFolded() {
        Value flat = graph.add(new Reshape(batched(2, 12)), graph.add(TO_FIRST, graph.input(3, 4, 2)));
        graph.output(graph.add(Dense.PRODUCT, flat, graph.weight(12, 5)));
        assertThat(operations(laidOut())).containsExactly("transpose", "reshape", "dense");
    }

    @Test
    void weightsThatTwoGraphsLayOutDifferentlyAreFound() {
        graph.output(denseBehindFlatten(graph.input(3, 4, 2), graph.weight(24, 5)));
        Graph before = graph.build();
        Graph after = LayoutPass.apply(before, Set.of());
        assertThat(SharedLayouts.differing(List.of(before, after))).containsExactly("w2");
        assertThat(SharedLayouts.differing(List.of(after, after))).isEmpty();
    }
}
