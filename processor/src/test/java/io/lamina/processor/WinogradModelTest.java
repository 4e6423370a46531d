package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamina.Convention;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.ir.Node;
import io.lamina.processor.op.Arithmetic;
import io.lamina.processor.op.Conv2d;
import io.lamina.processor.shape.Shape;
import io.lamina.runtime.kernels.Conv2dGeometry;
import io.lamina.runtime.kernels.KernelChoice;
import io.lamina.runtime.kernels.Lane;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model whose convolutions are in {@link WinogradBounds} is one that runs on those kernels. */
class WinogradModelTest {
    @BeforeAll
    static void vectorLane() {
        assumeTrue(Lane.VECTOR);
    }

    @ParameterizedTest
    @EnumSource
    void generatedCodeCallsConvolutionsThatAreTransformed(Convention convention)
            throws IOException, ReflectiveOperationException {
        for (List<Conv2dGeometry> geometries : geometries(TransformedModels.transformed(convention))) {
            assertThat(geometries).hasSize(2).allMatch(KernelChoice::winograd).allMatch(KernelChoice::winogradInput);
        }
        for (List<Conv2dGeometry> geometries : geometries(TransformedModels.strided(convention))) {
            assertThat(geometries)
                    .hasSize(2)
                    .filteredOn(KernelChoice::winograd)
                    .hasSize(1)
                    .allMatch(KernelChoice::winogradInput);
        }
    }

    /** Those of the inference and of the training class. */
    private static List<List<Conv2dGeometry>> geometries(Declared declared)
            throws IOException, ReflectiveOperationException {
        GeneratedModel model = GeneratedModel.of(declared.build());
        List<List<Conv2dGeometry>> all = new ArrayList<>();
        for (Object owner : List.of(model.inference(), model.training())) {
            List<Conv2dGeometry> geometries = new ArrayList<>();
            for (Field field : owner.getClass().getDeclaredFields()) {
                if (field.getType() == Conv2dGeometry.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    geometries.add((Conv2dGeometry) field.get(null));
                }
            }
            all.add(geometries);
        }
        return all;
    }

    /**
     * A transformed tile mixes all of its pixels: a result that reads zeros alone is exactly 0 in a plain sum, and rounded to something else
     * here. Each node is called as generated code calls it.
     */
    @ParameterizedTest
    @EnumSource
    void kernelsLeaveTheTraceOfTheTransforms(Convention convention) throws ReflectiveOperationException {
        Declared declared = TransformedModels.transformed(convention);
        CompiledModel compiled = GeneratedModel.analyse(declared.build());
        Samples one = new Samples(compiled.model(), declared.classes(), 1, Map.of(), 3);
        List<String> found = new ArrayList<>();
        for (Node node : compiled.training().orElseThrow().step().graph().nodes()) {
            if (node.op() instanceof Conv2d
                    || node.op() instanceof Conv2d.BackwardInput
                    || node.op() instanceof Conv2d.BackwardWeights) {
                found.add(node.op().name());
                List<Object> inputs = node.op() instanceof Conv2d.BackwardWeights gradient
                        ? new ArrayList<>(
                                List.of(pixel(node, 0, 1 - gradient.window().padTop(), one), pixel(node, 1, 3, one)))
                        : new ArrayList<>(List.of(pixel(node, 0, 1, one), random(node, 1, one)));
                if (node.inputs().size() > 2) {
                    inputs.add(new float[one.size(node.inputTypes().get(2).shape())]);
                }
                double[][] doubles = inputs.stream().map(Layouts::doubles).toArray(double[][]::new);
                double[] terms =
                        NodeRun.of(node, one::symbol, 0, doubles).ofMagnitudes().result(0);
                float[] result = (float[])
                        new KernelRunner(one::symbol, 0).run(node, inputs).get(0);
                assertThat(IntStream.range(0, result.length).filter(i -> terms[i] == 0 && result[i] != 0))
                        .as(node.op() + " of " + node.name())
                        .isNotEmpty();
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "conv2d",
                        "conv2d",
                        "conv2d_backward_input",
                        "conv2d_backward_weights",
                        "conv2d_backward_weights");
    }

    /** The sums of the gradients of tensors with two readers, none of which is left a pass of its own; one reads a node that is added to itself. */
    @ParameterizedTest
    @EnumSource
    void convolutionsAddTheirGradients(Convention convention) {
        CompiledModel compiled =
                GeneratedModel.analyse(TransformedModels.forks(convention).build());
        List<Node> nodes = compiled.training().orElseThrow().step().graph().nodes();
        List<Node> added = nodes.stream()
                .filter(node -> node.op() instanceof Conv2d.BackwardInput gradient && gradient.residual())
                .toList();
        assertThat(added).extracting(Node::name).containsExactly("d_shortcut", "d_conv2", "d_conv1");
        assertThat(added.get(2).input(0)).isEqualTo(added.get(2).input(2));
        assertThat(nodes)
                .noneMatch(
                        node -> node.op() instanceof Arithmetic && node.name().startsWith("d_"));
    }

    private static float[] random(Node node, int input, Samples samples) {
        float[] values = new float[samples.size(node.inputTypes().get(input).shape())];
        Random random = new Random(5);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    /** An image of zeros but for the pixel at ({@code at}, {@code at}). */
    private static float[] pixel(Node node, int input, int at, Samples samples) {
        float[] values = random(node, input, samples);
        Shape shape = node.inputTypes().get(input).shape();
        int channels = shape.dim(-1).asInt();
        int from = at * (shape.dim(-2).asInt() + 1) * channels;
        Arrays.fill(values, 0, from, 0);
        Arrays.fill(values, from + channels, values.length, 0);
        return values;
    }
}
