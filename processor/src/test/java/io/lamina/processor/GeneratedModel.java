package io.lamina.processor;

import io.lamina.processor.declaration.ModelDeclaration;
import io.lamina.processor.diagnostic.Report;
import io.lamina.processor.emit.CompiledModel;
import io.lamina.processor.emit.GeneratedFile;
import io.lamina.processor.emit.JavaEmitter;
import io.lamina.processor.emit.Repeats;
import io.lamina.processor.model.ModelNode;
import io.lamina.processor.op.InputLayer;
import io.lamina.runtime.CounterRandom;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.Optimizer;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.Sgd;
import io.lamina.runtime.TrainingModel;
import io.lamina.runtime.Workspace;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** A declared model through the whole compiler: generated, compiled, loaded and ready to run. */
final class GeneratedModel {
    static final long SEED = 7;

    private final CompiledModel compiled;
    private final ClassLoader loader;
    private final ModelParameters parameters;
    private final Class<?> inferenceType;
    private final Class<?> trainingType;

    private GeneratedModel(CompiledModel compiled, ClassLoader loader) throws ReflectiveOperationException {
        this.compiled = compiled;
        this.loader = loader;
        String prefix = Declared.PACKAGE + "." + compiled.model().declaration().name();
        Class<?> parametersType = loader.loadClass(prefix + "Parameters");
        this.parameters =
                (ModelParameters) parametersType.getMethod("create", long.class).invoke(null, SEED);
        this.inferenceType = loader.loadClass(prefix + "Inference");
        this.trainingType = compiled.training().isPresent() ? loader.loadClass(prefix + "Training") : null;
    }

    /** The same classes with fresh weights. */
    GeneratedModel again() throws ReflectiveOperationException {
        return new GeneratedModel(compiled, loader);
    }

    static CompiledModel analyse(ModelDeclaration declaration) {
        Report report = new Report();
        return ModelCompiler.analyse(declaration, report, stage -> {})
                .orElseThrow(() -> new AssertionError(declaration.name() + ": " + report.diagnostics()));
    }

    static GeneratedModel of(ModelDeclaration declaration) throws IOException, ReflectiveOperationException {
        return ofAll(List.of(declaration)).get(0);
    }

    /** Many models in one call of javac. */
    static List<GeneratedModel> ofAll(List<ModelDeclaration> declarations)
            throws IOException, ReflectiveOperationException {
        return ofAll(declarations, Repeats.ONCE);
    }

    static List<GeneratedModel> ofAll(List<ModelDeclaration> declarations, Repeats repeats)
            throws IOException, ReflectiveOperationException {
        List<CompiledModel> models =
                declarations.stream().map(GeneratedModel::analyse).toList();
        List<GeneratedFile> files = new ArrayList<>();
        models.forEach(model -> files.addAll(JavaEmitter.emit(model, repeats)));
        ClassLoader loader = new InMemoryJavac.Loader(
                InMemoryJavac.compile(ToolProvider.getSystemJavaCompiler(), files, List.of("-Xlint:all", "-Werror")));
        List<GeneratedModel> generated = new ArrayList<>();
        for (CompiledModel model : models) {
            generated.add(new GeneratedModel(model, loader));
        }
        return generated;
    }

    CompiledModel compiled() {
        return compiled;
    }

    String name() {
        return compiled.model().declaration().name();
    }

    ModelParameters parameters() {
        return parameters;
    }

    PredictionModel inference() throws ReflectiveOperationException {
        return (PredictionModel)
                inferenceType.getConstructor(parameters.getClass()).newInstance(parameters);
    }

    TrainingModel training() throws ReflectiveOperationException {
        return training(Sgd.builder().learningRate(0.01f).build());
    }

    TrainingModel training(Optimizer optimizer) throws ReflectiveOperationException {
        return (TrainingModel) trainingType
                .getConstructor(parameters.getClass(), Optimizer.class, long.class)
                .newInstance(parameters, optimizer, SEED);
    }

    /** The key of the random numbers of the first step of a fresh {@link #training()}. */
    static long firstStepKey() {
        return CounterRandom.key(SEED, 0);
    }

    /** Predictions by output name, through the typed batch method, in a workspace that is larger than needed. */
    Map<String, float[]> predict(Samples samples) throws ReflectiveOperationException {
        return predict(samples, 1);
    }

    /** The same, shared by threads. */
    Map<String, float[]> predict(Samples samples, int threads) throws ReflectiveOperationException {
        PredictionModel inference = inference();
        List<Object> arguments = new ArrayList<>();
        Workspace workspace = inference.workspace(samples.batch() + 2, threads);
        Arrays.fill(workspace.floats, Float.NaN);
        arguments.add(workspace);
        arguments.add(samples.batch());
        arguments.addAll(samples.symbols().values());
        for (ModelNode node : inSourceOrder()) {
            boolean asked = compiled.roles().predicting().contains(node.name());
            if (node.layer() instanceof InputLayer && asked) {
                arguments.add(samples.array(node.name()));
            }
        }
        Map<String, float[]> outputs = new LinkedHashMap<>();
        for (ModelNode output : compiled.roles().outputs()) {
            int size = samples.size(compiled.model().type(output.name()).shape().batched());
            outputs.put(output.name(), new float[size]);
        }
        arguments.addAll(outputs.values());
        method(inferenceType, "predict", arguments).invoke(inference, arguments.toArray());
        return outputs;
    }

    /** One sample through the method that returns its result; the model has one output. */
    float[] predictOne(Samples one) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>(one.symbols().values());
        for (ModelNode node : inSourceOrder()) {
            if (node.layer() instanceof InputLayer
                    && compiled.roles().predicting().contains(node.name())) {
                arguments.add(one.array(node.name()));
            }
        }
        return (float[]) method(inferenceType, "predict", arguments).invoke(inference(), arguments.toArray());
    }

    /** Forward and backward without an update; the gradients are then asked from the training object. */
    void gradients(TrainingModel training, Samples samples) throws ReflectiveOperationException {
        call(training, "gradients", samples);
    }

    void step(TrainingModel training, Samples samples) throws ReflectiveOperationException {
        call(training, "step", samples);
    }

    void evaluate(TrainingModel training, Samples samples) throws ReflectiveOperationException {
        call(training, "evaluate", samples);
    }

    private void call(TrainingModel training, String name, Samples samples) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>(List.of(samples.batch()));
        arguments.addAll(samples.symbols().values());
        for (ModelNode node : inSourceOrder()) {
            if (node.layer() instanceof InputLayer) {
                arguments.add(samples.array(node.name()));
            }
        }
        spoil(training, samples.batch());
        method(trainingType, name, arguments).invoke(training, arguments.toArray());
    }

    /** A call reads nothing of its workspace that it has not written: what is left there of the last one would make all it touches NaN. */
    private void spoil(TrainingModel training, int batch) throws ReflectiveOperationException {
        Method reserve = trainingType.getDeclaredMethod("reserve", int.class);
        reserve.setAccessible(true);
        reserve.invoke(training, batch);
        Field room = Arrays.stream(trainingType.getDeclaredFields())
                .filter(field -> field.getType() == Workspace.class)
                .findFirst()
                .orElseThrow();
        room.setAccessible(true);
        Arrays.fill(((Workspace) room.get(training)).floats, Float.NaN);
    }

    float[] gradient(TrainingModel training, String parameter) throws ReflectiveOperationException {
        return (float[]) trainingType.getMethod("gradient", String.class).invoke(training, parameter);
    }

    Map<String, Float> metrics(TrainingModel training) {
        Map<String, Float> metrics = new LinkedHashMap<>();
        for (int i = 0; i < compiled.metrics().size(); i++) {
            metrics.put(compiled.metrics().get(i), training.metric(i));
        }
        return metrics;
    }

    private List<ModelNode> inSourceOrder() {
        return compiled.model().declaration().nodes().stream()
                .map(node -> compiled.model().node(node.name()))
                .toList();
    }

    /** The method of this name that takes these arguments: typed forms have an {@code int} where others have a batch. */
    private static Method method(Class<?> type, String name, List<Object> arguments) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            Class<?>[] types = method.getParameterTypes();
            boolean fits = method.getName().equals(name) && types.length == arguments.size();
            for (int i = 0; fits && i < types.length; i++) {
                fits = types[i] == int.class
                        ? arguments.get(i) instanceof Integer
                        : types[i].isInstance(arguments.get(i));
            }
            if (fits) {
                return method;
            }
        }
        throw new NoSuchMethodException(type + " has no " + name + " for " + arguments);
    }
}
