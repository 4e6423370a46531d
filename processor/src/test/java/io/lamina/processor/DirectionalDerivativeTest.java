package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.Convention;
import io.lamina.processor.autodiff.Autodiff;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Output;
import io.lamina.processor.ir.Parameter;
import io.lamina.processor.ir.Sources;
import io.lamina.processor.lower.ModelLowering;
import io.lamina.processor.op.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole models, in double: moving all trained weights a little in a random direction changes the loss by what the gradient
 * says. This holds the reverse walk against the loss itself, where other tests hold two of its results against each other.
 */
class DirectionalDerivativeTest {
    private static final double STEP = 1e-6;
    private static final int RANDOM_MODELS = 120;

    static Stream<Declared> models() {
        List<Declared> models = new ArrayList<>();
        for (Convention convention : Convention.values()) {
            models.addAll(ExampleModels.all(convention));
            models.add(ExampleModels.lossNamedLoss(convention));
        }
        for (int i = 0; i < RANDOM_MODELS; i++) {
            models.add(RandomModels.make("Slope" + i, 5000 + i));
        }
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void lossChangesAsTheGradientSays(Declared declared) {
        CompiledModel compiled = GeneratedModel.analyse(declared.build());
        Graph forward = ModelLowering.lower(compiled.model(), compiled.roles(), Mode.TRAIN);
        Samples samples = new Samples(compiled.model(), declared.classes(), 4, Map.of(), 17);
        Map<String, double[]> weights = new LinkedHashMap<>();
        Map<String, double[]> direction = new LinkedHashMap<>();
        Random random = new Random(23);
        for (Node node : forward.nodes()) {
            if (node.op() instanceof Sources.Weight weight) {
                Parameter parameter = weight.parameter();
                boolean positive = parameter.name().endsWith("running_var");
                weights.put(
                        parameter.name(),
                        random.doubles(parameter.size(), positive ? 0.5 : -0.5, positive ? 1.5 : 0.5)
                                .toArray());
                if (parameter.group().isTrained()) {
                    direction.put(
                            parameter.name(),
                            random.doubles(parameter.size(), -1, 1).toArray());
                }
            }
        }
        Reference reference = Reference.run(Autodiff.differentiate(forward, ModelLowering.LOSS), samples, weights, 1);
        double slope = 0;
        double size = 0;
        for (Map.Entry<String, double[]> entry : direction.entrySet()) {
            double[] gradient = reference.output(Output.Kind.GRADIENT, entry.getKey());
            for (int i = 0; gradient != null && i < gradient.length; i++) {
                slope += gradient[i] * entry.getValue()[i];
                size += Math.abs(gradient[i]);
            }
        }
        double measured = (loss(forward, samples, moved(weights, direction, STEP))
                        - loss(forward, samples, moved(weights, direction, -STEP)))
                / (2 * STEP);
        assertThat(Math.abs(measured - slope))
                .as(declared.name() + ": measured " + measured + ", gradient says " + slope)
                .isLessThan(1e-6 * (1 + size));
    }

    private static double loss(Graph forward, Samples samples, Map<String, double[]> weights) {
        return Reference.run(forward, samples, weights, 1).total();
    }

    private static Map<String, double[]> moved(
            Map<String, double[]> weights, Map<String, double[]> direction, double step) {
        Map<String, double[]> moved = new LinkedHashMap<>();
        weights.forEach((name, values) -> {
            double[] there = values.clone();
            double[] way = direction.getOrDefault(name, new double[values.length]);
            for (int i = 0; i < there.length; i++) {
                there[i] += step * way[i];
            }
            moved.put(name, there);
        });
        return moved;
    }
}
