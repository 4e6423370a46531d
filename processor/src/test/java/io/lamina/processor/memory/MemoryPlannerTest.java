package io.lamina.processor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamina.ActivationFunction;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.ir.TestGraph;
import io.lamina.processor.ir.Value;
import io.lamina.processor.op.Activate;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.BatchNorm;
import io.lamina.processor.op.BatchNormGradient;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.op.Dense;
import io.lamina.processor.op.PackedConv2d;
import io.lamina.processor.op.Reshape;
import io.lamina.processor.op.Softmax;
import io.lamina.processor.op.Spatial;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where values lie. Whole models are checked element by element in {@code PlannedModelsTest}. */
class MemoryPlannerTest {
    private static final Activate RELU = new Activate(ActivationFunction.RELU, 0);

    private final TestGraph graph = new TestGraph();

    private static Plan plan(Graph graph) {
        return MemoryPlanner.plan(graph, new FlatParameters(weights(graph)), Symbols.NONE);
    }

    private static List<Parameter> weights(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Sources.Weight)
                .map(node -> ((Sources.Weight) node.op()).parameter())
                .toList();
    }

    private static Place place(Plan plan, int node) {
        return plan.place(plan.graph().nodes().get(node).results().get(0)).orElseThrow();
    }

    @Test
    void anElementwiseResultLiesOverAnInputThatNobodyReadsLater() {
        Value softmax = graph.add(new Softmax(), graph.input(20));
        Plan plan = plan(
                graph.output(graph.add(new Softmax(), graph.add(RELU, softmax))).build());
        assertThat(place(plan, 2)).isEqualTo(place(plan, 1));
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(Plan.START, 32));
    }

    @Test
    void anElementwiseResultLiesElsewhereWhereItsInputIsReadLater() {
        Value softmax = graph.add(new Softmax(), graph.input(20));
        Value relu = graph.add(RELU, softmax);
        graph.output(graph.add(new Softmax(), relu)).output(graph.add(new Softmax(), softmax));
        Plan plan = plan(graph.build());
        assertThat(place(plan, 2)).isNotEqualTo(place(plan, 1));
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(Plan.START, 64));
    }

    /** Softmax reads a row before it writes it, but the planner does not know. */
    @Test
    void otherResultsNeverLieOverTheirInputs() {
        Value first = graph.add(new Softmax(), graph.input(20));
        Value second = graph.add(new Softmax(), first);
        Value third = graph.add(new Softmax(), second);
        Plan plan = plan(graph.output(graph.add(new Softmax(), third)).build());
        assertThat(place(plan, 2)).isNotEqualTo(place(plan, 1));
        assertThat(place(plan, 3)).isEqualTo(place(plan, 1));
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(Plan.START, 64));
    }

    /** Both take one cache line, but the row is read again for each row of the result. */
    @Test
    void aResultNeverLiesOverARowThatIsShorter() {
        Value row = graph.add(new Softmax(), graph.weight(3));
        Value product = graph.add(Arithmetic.MULTIPLY, graph.weight(2, 3), row);
        Plan plan = plan(graph.output(graph.add(new Softmax(), product)).build());
        assertThat(place(plan, 3)).isNotEqualTo(place(plan, 1));
        PlanCheck.check(plan, symbol -> 5);
    }

    @Test
    void theGradientOfANormLiesOverWhatItReads() {
        List<Value> norm = graph.addAll(new BatchNorm(1e-3f), graph.input(20), graph.weight(20), graph.weight(20));
        Value x = graph.add(new Softmax(), graph.input(20));
        Value dy = graph.add(new Softmax(), graph.input(20));
        Value y = graph.add(new Softmax(), graph.input(20));
        List<Value> gradients =
                graph.addAll(new BatchNormGradient(1e-3f, RELU), dy, x, norm.get(1), norm.get(2), graph.weight(20), y);
        graph.output(graph.add(new Softmax(), gradients.get(0))).output(graph.add(new Softmax(), gradients.get(5)));
        Plan plan = plan(graph.build());
        List<Node> nodes = plan.graph().nodes();
        Node gradient = nodes.stream()
                .filter(node -> node.op() instanceof BatchNormGradient)
                .findFirst()
                .orElseThrow();
        assertThat(plan.place(gradient.results().get(0))).isEqualTo(plan.place(gradient.input(1)));
        assertThat(plan.place(gradient.results().get(5))).isEqualTo(plan.place(gradient.input(0)));
        PlanCheck.check(plan, symbol -> 5);
    }

    @Test
    void aGradientThatIsAddedLiesOverWhatItIsAddedToUnlessItsKernelReadsThat() {
        Spatial window = new Spatial(3, 3, 1, 1, 1, 1, 1, 1, 1, 1);
        Value dy = graph.add(new Softmax(), graph.input(8, 8, 32));
        Value a = graph.add(new Softmax(), graph.input(8, 8, 32));
        Conv2d.BackwardInput added = new Conv2d.BackwardInput(window, 1, a.type(), true);
        Value first = graph.add(added, dy, graph.weight(3, 3, 32, 32), a);
        Value second = graph.add(added, first, graph.weight(3, 3, 32, 32), first);
        Plan plan = plan(graph.output(graph.add(new Softmax(), second)).build());
        List<Value> sums = plan.graph().nodes().stream()
                .filter(node -> node.op().equals(added))
                .map(node -> node.results().get(0))
                .toList();
        assertThat(plan.place(sums.get(0)))
                .isEqualTo(plan.place(sums.get(0).producer().input(2)));
        assertThat(plan.place(sums.get(1))).isNotEqualTo(plan.place(sums.get(0)));
        PlanCheck.check(plan, symbol -> 2);
    }

    @Test
    void aViewLiesWhereItsSourceLies() {
        Value softmax = graph.add(new Softmax(), graph.input(4, 5));
        Value view = graph.add(new Reshape(TestGraph.batched(20)), softmax);
        Plan plan = plan(graph.output(graph.add(new Softmax(), view)).build());
        assertThat(place(plan, 2)).isEqualTo(place(plan, 1));
        assertThat(plan.floats().perSample()).isEqualTo(32);
    }

    /** The first and the second are read by all threads, each in a phase of its own; the third follows in the second phase. */
    private Plan readByAll(int besides) {
        Value dy = graph.add(new Softmax(), graph.input(3));
        Value large = graph.add(new Softmax(), graph.input(besides));
        Value first = graph.add(new Softmax(), graph.input(20));
        graph.output(graph.add(new Dense.BackwardWeights(), first, dy));
        Value second = graph.add(new Softmax(), graph.input(20));
        graph.output(graph.add(new Dense.BackwardWeights(), second, dy));
        Value third = graph.add(new Softmax(), graph.input(20));
        graph.output(graph.add(new Softmax(), third)).output(graph.add(new Softmax(), large));
        Plan plan = plan(graph.build());
        PlanCheck.check(plan, symbol -> 5);
        return plan;
    }

    private static List<Place> placesOfTwenty(Plan plan) {
        return plan.graph().nodes().stream()
                .filter(node -> node.op() instanceof Softmax)
                .map(node -> node.results().get(0))
                .filter(value -> value.type().shape().equals(TestGraph.batched(20)))
                .map(value -> plan.place(value).orElseThrow())
                .filter(place -> place.array() == Place.Array.FLOATS)
                .toList();
    }

    @Test
    void whatAllThreadsHaveReadIsLeftAloneForOnePhaseMore() {
        assertThat(placesOfTwenty(readByAll(4000))).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void whereThatTakesMuchMoreMemoryItIsUsedAtOnce() {
        assertThat(new HashSet<>(placesOfTwenty(readByAll(21)))).hasSize(1);
    }

    @Test
    void anOutputIsComputedIntoTheCallersArray() {
        Plan plan = plan(graph.output(graph.add(Dense.PRODUCT, graph.input(4), graph.weight(4, 3)))
                .build());
        assertThat(place(plan, 2)).isEqualTo(new Place(Place.Array.OUTPUT, "y0", 0, 0));
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(0, 0));
    }

    @Test
    void aSecondOutputOfTheSameValueIsACopy() {
        Value y = graph.add(RELU, graph.input(3));
        Plan plan = plan(graph.output(y).output(y).build());
        assertThat(TestGraph.operations(plan.graph())).containsExactly("activate", "copy");
    }

    private static Plan steady(Graph graph) {
        return MemoryPlanner.planSteady(graph, new FlatParameters(weights(graph)), Symbols.NONE);
    }

    @Test
    void whatFollowsFromWeightsAloneIsKeptBehindThem() {
        Value scaled = graph.add(RELU, graph.add(RELU, graph.weight(20)));
        Plan plan = steady(graph.output(graph.add(Arithmetic.MULTIPLY, graph.input(20), scaled))
                .build());
        assertThat(TestGraph.operations(plan.graph())).containsExactly("activate", "activate", "multiply");
        assertThat(plan.preparing()).extracting(node -> node.op().name()).containsExactly("activate", "activate");
        assertThat(plan.place(scaled(plan))).contains(Place.of(Place.Array.PREPARED, "", 32 + Plan.START));
        assertThat(plan.prepared().floats()).isEqualTo(32 + Plan.START + 32);
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(0, 0));
    }

    private Value convolution(Value images, int channels) {
        Conv2d convolution = Conv2d.product(new Spatial(3, 3, 1, 1, 1, 1, 1, 1, 1, 1), 1);
        Value packed =
                graph.add(new PackedConv2d.Pack(convolution, images.type()), graph.weight(3, 3, channels, channels));
        return graph.add(
                new PackedConv2d(convolution, TensorType.f32(Shape.of(3, 3, channels, channels))), images, packed);
    }

    /** Three values of 8 x 8 x 4 at a node are 768 floats for each sample; one lies over another in the end. */
    @Test
    void whatOnlyATileReadsLiesWithTheThreadForSomeSamples() {
        Value first = convolution(graph.input(8, 8, 4), 4);
        Value second = graph.add(RELU, convolution(first, 4));
        Value third = graph.add(Arithmetic.ADD, second, first);
        Graph built = graph.output(graph.add(new Softmax(), third)).build();
        Plan plan = MemoryPlanner.planSteady(built, new FlatParameters(weights(built)), Symbols.NONE, 1600);
        assertThat(plan.tiles()).singleElement().satisfies(tile -> {
            assertThat(tile.samples()).isEqualTo(2);
            assertThat(tile.nodes()).hasSize(5);
        });
        assertThat(plan.floats()).isEqualTo(new Plan.Sizes(0, 0));
        Place place =
                plan.place(plan.tiles().get(0).nodes().get(0).results().get(0)).orElseThrow();
        assertThat(place.array()).isEqualTo(Place.Array.SCRATCH);
        assertThat(plan.scratch()).isEqualTo(place.fixed() + 2 * 2 * 256);
        PlanCheck.check(plan, name -> 7);
    }

    @Test
    void whatOthersReadStaysInTheArenaAndIsNotReusedWithinTheTile() {
        Value images = graph.add(new Softmax(), graph.input(8, 8, 4));
        Value first = convolution(images, 4);
        Value second = convolution(first, 4);
        Value sum = graph.add(Arithmetic.MULTIPLY, second, first);
        Graph built = graph.output(sum).output(graph.add(new Softmax(), second)).build();
        for (long cache : new long[] {1, 300, 1000, 4000}) {
            Plan plan = MemoryPlanner.planSteady(built, new FlatParameters(weights(built)), Symbols.NONE, cache);
            PlanCheck.check(plan, name -> 7);
        }
    }

    /** The chain's two values that nobody else reads are 512 floats for each sample. */
    @Test
    void aChainOfElementwiseNodesIsATileWithoutAConvolution() {
        Value mixed = graph.add(new Softmax(), graph.input(8, 8, 4));
        Value product = graph.add(Arithmetic.MULTIPLY, graph.add(RELU, mixed), mixed);
        Value sum = graph.add(Arithmetic.ADD, product, mixed);
        Graph built = graph.output(graph.add(new Softmax(), sum)).build();
        Plan plan = MemoryPlanner.planSteady(built, new FlatParameters(weights(built)), Symbols.NONE, 1600);
        assertThat(plan.tiles()).singleElement().satisfies(tile -> {
            assertThat(tile.samples()).isEqualTo(3);
            assertThat(tile.nodes())
                    .extracting(node -> node.op().name())
                    .containsExactly("activate", "multiply", "add");
        });
        PlanCheck.check(plan, name -> 7);
    }

    @Test
    void aSingleElementwiseNodeIsNoTile() {
        Value mixed = graph.add(new Softmax(), graph.input(8, 8, 4));
        Graph built =
                graph.output(graph.add(new Softmax(), graph.add(RELU, mixed))).build();
        Plan plan = MemoryPlanner.planSteady(built, new FlatParameters(weights(built)), Symbols.NONE, 1600);
        assertThat(plan.tiles()).isEmpty();
    }

    private static Value scaled(Plan plan) {
        return plan.preparing().get(1).results().get(0);
    }

    @Test
    void anOutputIsComputedInEachCall() {
        Plan plan = steady(graph.output(graph.add(RELU, graph.weight(20)))
                .output(graph.add(RELU, graph.input(3)))
                .build());
        assertThat(plan.preparing()).isEmpty();
        assertThat(plan.prepared().floats()).isEqualTo(20);
    }

    /** The check itself notices a plan in which two values share memory. */
    @Test
    void theShadowNoticesAnOverlap() {
        Value first = graph.add(new Softmax(), graph.input(20));
        Value second = graph.add(new Softmax(), first);
        Graph built = graph.output(graph.add(new Softmax(), second)).build();
        Plan good = plan(built);
        Node one = good.graph().nodes().get(1);
        Node two = good.graph().nodes().get(2);
        Node last = good.graph().nodes().get(3);
        Place same = place(good, 1);
        Map<Value, Place> places = Map.of(
                good.graph().nodes().get(0).results().get(0),
                place(good, 0),
                one.results().get(0),
                same,
                two.results().get(0),
                same,
                last.results().get(0),
                place(good, 3));
        Plan bad = new Plan(good.graph(), places, Set.of(), good.floats(), good.ints(), 0, good.prepared(), List.of());
        new ShadowMemory(good, name -> 2).run();
        assertThatThrownBy(() -> new ShadowMemory(bad, name -> 2).run()).hasMessageContaining("over its own input");
    }
}
