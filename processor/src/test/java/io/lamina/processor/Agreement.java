package io.lamina.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamina.processor.autodiff.Autodiff;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.ir.Graph;
import io.lamina.processor.ir.Output;
import io.lamina.processor.lower.ModelLowering;
import io.lamina.processor.op.Mode;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.Parameter;
import io.lamina.runtime.TrainingModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Generated code against the interpreter, three times: each node of the graph that was emitted, alone, within the bound of its
 * primitive ({@link OpBounds}: are the kernels right?), all of that graph (are memory and calls right?), and the graph as it was
 * lowered, before any pass (are the passes right?).
 *
 * <p>The bound of a whole graph: {@code |generated - reference| <= ops * 2^-20 * scale}, where {@code ops} is the number of primitives in
 * the graph and {@code scale} the largest magnitude in the tensor, or a tenth of the largest among its siblings where
 * that is more: a sum whose terms cancel is as wrong as its terms.
 */
final class Agreement {
    private static final double PER_OP = 0x1p-20;
    private static final double SIBLINGS = 0.1;

    private final GeneratedModel model;
    private final Samples samples;
    private final CompiledModel compiled;
    private double worst;

    private Agreement(GeneratedModel model, Samples samples) {
        this.model = model;
        this.samples = samples;
        this.compiled = model.compiled();
    }

    /** Checks predictions, metrics, gradients and running statistics; returns the largest share of the bound that was used. */
    static double check(GeneratedModel model, Samples samples) throws ReflectiveOperationException {
        Agreement agreement = new Agreement(model, samples);
        agreement.disturbWeights();
        agreement.nodes();
        agreement.predictions();
        if (compiled(model).training().isPresent()) {
            agreement.evaluation();
            agreement.step();
        }
        return agreement.worst;
    }

    private static CompiledModel compiled(GeneratedModel model) {
        return model.compiled();
    }

    /** Biases of zero and scales of one would hide what is wrong with them. */
    private void disturbWeights() {
        ModelParameters parameters = model.parameters();
        Random random = new Random(11);
        for (Parameter parameter : parameters.table().parameters()) {
            float[] file = parameters.get(parameter.name());
            for (int i = 0; i < file.length && !parameter.isCounter(); i++) {
                file[i] = parameter.name().endsWith("running_var")
                        ? 0.5f + random.nextFloat()
                        : file[i] + 0.2f * (random.nextFloat() - 0.5f);
            }
            parameters.set(parameter.name(), file);
        }
    }

    /** Every node alone, within its primitive's bound. */
    private void nodes() throws ReflectiveOperationException {
        for (Graph graph : NodeAgreement.planned(compiled)) {
            double used = NodeAgreement.check(model.name(), graph, samples, files(), GeneratedModel.firstStepKey());
            assertThat(used).isBetween(0.0, 1.0);
        }
    }

    private Map<String, double[]> files() {
        Map<String, double[]> files = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters().table().parameters()) {
            files.put(parameter.name(), Layouts.doubles(model.parameters().get(parameter.name())));
        }
        return files;
    }

    private Graph lowered(Mode mode) {
        return ModelLowering.lower(compiled.model(), compiled.roles(), mode);
    }

    private void predictions() throws ReflectiveOperationException {
        Map<String, float[]> predicted = model.predict(samples);
        Map<String, double[]> found = new LinkedHashMap<>();
        predicted.forEach((name, values) -> found.put(Output.Kind.RESULT + " " + name, Layouts.doubles(values)));
        for (Graph graph : Arrays.asList(compiled.inference().graph(), lowered(Mode.INFER))) {
            Reference reference = Reference.run(graph, samples, files(), 0);
            compare("prediction", graph, Output.Kind.RESULT, reference.outputs(), found);
        }
    }

    private void evaluation() throws ReflectiveOperationException {
        TrainingModel training = model.training();
        float[] before = model.parameters().values().clone();
        model.evaluate(training, samples);
        assertThat(model.parameters().values())
                .as(model.name() + ": evaluate changes no weight")
                .containsExactly(before);
        Graph planned = compiled.training().orElseThrow().evaluate().graph();
        for (Graph graph : Arrays.asList(planned, lowered(Mode.EVALUATE))) {
            Reference reference = Reference.run(graph, samples, files(), 0);
            compare("evaluation", graph, Output.Kind.METRIC, reference.outputs(), metrics(training));
        }
    }

    private Map<String, double[]> metrics(TrainingModel training) {
        Map<String, double[]> found = new LinkedHashMap<>();
        model.metrics(training)
                .forEach((name, value) -> found.put(Output.Kind.METRIC + " " + name, new double[] {value}));
        return found;
    }

    private void step() throws ReflectiveOperationException {
        Map<String, double[]> before = files();
        TrainingModel training = model.training();
        model.gradients(training, samples);
        Map<String, double[]> gradients = new LinkedHashMap<>();
        Map<String, double[]> after = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters().table().parameters()) {
            String name = parameter.name();
            after.put(name, Layouts.doubles(model.parameters().get(name)));
            if (parameter.isTrainable()) {
                gradients.put(Output.Kind.GRADIENT + " " + name, Layouts.doubles(model.gradient(training, name)));
            }
        }
        Graph planned = compiled.training().orElseThrow().step().graph();
        Graph lowered = Autodiff.differentiate(lowered(Mode.TRAIN), ModelLowering.LOSS);
        for (Graph graph : Arrays.asList(planned, lowered)) {
            Reference reference = Reference.run(graph, samples, before, GeneratedModel.firstStepKey());
            compare("step", graph, Output.Kind.METRIC, reference.outputs(), metrics(training));
            compare("step", graph, Output.Kind.GRADIENT, reference.outputs(), gradients);
            compare("state", graph, null, reference.weights(), after);
        }
    }

    private void compare(
            String what, Graph graph, Output.Kind kind, Map<String, double[]> expected, Map<String, double[]> found) {
        double largest = expected.values().stream()
                .mapToDouble(Agreement::magnitude)
                .max()
                .orElse(0);
        for (Map.Entry<String, double[]> entry : expected.entrySet()) {
            String name = entry.getKey();
            if (kind != null && !name.startsWith(kind + " ")) {
                continue;
            }
            double[] actual = found.get(name);
            assertThat(actual).as(model.name() + ": " + name).isNotNull().hasSameSizeAs(entry.getValue());
            double scale = Math.max(magnitude(entry.getValue()), SIBLINGS * largest);
            double bound = PER_OP * graph.nodes().size() * scale;
            for (int i = 0; i < actual.length; i++) {
                double error = Math.abs(actual[i] - entry.getValue()[i]);
                if (!(error <= bound)) {
                    throw new AssertionError(
                            model.name() + ", batch " + samples.batch() + " " + samples.symbols() + ": "
                                    + what + " " + name + "[" + i + "] is " + actual[i] + ", but the reference is "
                                    + entry.getValue()[i] + ", bound " + bound + "\nreference "
                                    + shortened(entry.getValue()) + "\ngenerated " + shortened(actual) + "\n" + graph);
                }
                worst = Math.max(worst, bound == 0 ? 0 : error / bound);
            }
        }
        assertThat(found.keySet())
                .as(model.name() + ": " + what)
                .allMatch(name -> kind == Output.Kind.GRADIENT || expected.containsKey(name) || kind == null);
    }

    private static double magnitude(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static String shortened(double[] values) {
        return Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 24)));
    }
}
