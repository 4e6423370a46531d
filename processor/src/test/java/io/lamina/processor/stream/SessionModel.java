package io.lamina.processor.stream;

import io.lamina.processor.testing.Compiled;
import io.lamina.processor.testing.JavaCompilers;
import io.lamina.runtime.ElementType;
import io.lamina.runtime.ModelInfo;
import io.lamina.runtime.ModelParameters;
import io.lamina.runtime.PredictionModel;
import io.lamina.runtime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A streamed model out of {@code sessions/}, compiled: whole predictions beside those of a session. */
final class SessionModel {
    private final PredictionModel inference;
    private final Class<?> sessionType;
    private final int capacity;

    private SessionModel(PredictionModel inference, Class<?> sessionType, int capacity) {
        this.inference = inference;
        this.sessionType = sessionType;
        this.capacity = capacity;
    }

    static SessionModel of(String name, int capacity) {
        Compiled compiled = JavaCompilers.JAVAC.compile(Map.of(name + ".java", source(name)));
        if (!compiled.success()) {
            throw new AssertionError(compiled.printed());
        }
        ClassLoader loader = new ClassLoader(SessionModel.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String type) throws ClassNotFoundException {
                byte[] bytes = compiled.classes().get(type);
                if (bytes == null) {
                    throw new ClassNotFoundException(type);
                }
                return defineClass(type, bytes, 0, bytes.length);
            }
        };
        try {
            Class<?> parameters = loader.loadClass("demo." + name + "Parameters");
            Object weights = parameters.getMethod("create", long.class).invoke(null, 3L);
            shake((ModelParameters) weights);
            Object inference = loader.loadClass("demo." + name + "Inference")
                    .getConstructor(parameters)
                    .newInstance(weights);
            return new SessionModel(
                    (PredictionModel) inference, loader.loadClass("demo." + name + "Session"), capacity);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Biases and scales start at 0 and 1, where mistakes do not show. */
    private static void shake(ModelParameters weights) {
        Random random = new Random(11);
        float[] values = weights.values();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1f * (float) random.nextGaussian();
        }
    }

    private static String source(String name) {
        try (java.io.InputStream in = SessionModel.class.getResourceAsStream("/sessions/" + name + ".java")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int capacity() {
        return capacity;
    }

    ModelInfo info() {
        return inference.info();
    }

    /** Numbers of one step, of an input that has time in front. */
    private int perStep(TensorInfo tensor) {
        return size(tensor) / capacity;
    }

    private static int size(TensorInfo tensor) {
        return Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b);
    }

    /** Whether an input or output has the streamed size in front: no other size of these models is the capacity. */
    private boolean hasTime(TensorInfo tensor) {
        return tensor.shape().length > 0 && tensor.shape()[0] == capacity;
    }

    /** Whether an output has the streamed size. */
    boolean hasTime(int output) {
        return hasTime(info().outputs().get(output));
    }

    /** Random inputs, time at its bound. */
    List<Object> inputs(int batch, long seed) {
        Random random = new Random(seed);
        List<Object> inputs = new ArrayList<>();
        for (TensorInfo tensor : info().inputs()) {
            if (tensor.isTrainingOnly()) {
                continue;
            }
            if (tensor.type() == ElementType.FLOAT32) {
                float[] values = new float[batch * size(tensor)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextGaussian();
                }
                inputs.add(values);
            } else {
                inputs.add(random.ints(batch * (long) size(tensor), 0, 5).toArray());
            }
        }
        return inputs;
    }

    /** All outputs for whole sequences. */
    List<float[]> whole(int batch, List<Object> inputs) {
        List<float[]> outputs = info().outputs().stream()
                .map(output -> new float[batch * size(output)])
                .toList();
        List<Object> arguments = new ArrayList<>(List.of(inference.workspace(batch), batch, capacity));
        arguments.addAll(inputs);
        arguments.addAll(outputs);
        call(inference, "predict", arguments);
        return outputs;
    }

    Object session(int batch, int threads) {
        try {
            return sessionType
                    .getConstructor(inference.getClass(), int.class, int.class)
                    .newInstance(inference, batch, threads);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    void start(Object session, List<Object> inputs) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (!hasTime(info().inputs().get(i))) {
                arguments.add(inputs.get(i));
            }
        }
        call(session, "start", arguments);
    }

    /** The outputs for the last of the steps {@code from} to {@code to}. */
    List<float[]> next(Object session, int batch, List<Object> inputs, int from, int to) {
        List<Object> arguments = new ArrayList<>(List.of(to - from));
        for (int i = 0; i < inputs.size(); i++) {
            TensorInfo tensor = info().inputs().get(i);
            if (hasTime(tensor)) {
                arguments.add(steps(inputs.get(i), batch, perStep(tensor), from, to));
            }
        }
        List<float[]> outputs = info().outputs().stream()
                .map(output -> new float[batch * (hasTime(output) ? perStep(output) : size(output))])
                .toList();
        arguments.addAll(outputs);
        call(session, "next", arguments);
        return outputs;
    }

    /** Step {@code t} of an output of whole sequences. */
    float[] step(float[] whole, int output, int batch, int t) {
        TensorInfo tensor = info().outputs().get(output);
        return hasTime(tensor) ? (float[]) steps(whole, batch, perStep(tensor), t, t + 1) : whole;
    }

    private Object steps(Object whole, int batch, int perStep, int from, int to) {
        int length = (to - from) * perStep;
        Object some = whole instanceof float[] ? new float[batch * length] : new int[batch * length];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(whole, (b * capacity + from) * perStep, some, b * length, length);
        }
        return some;
    }

    private static void call(Object target, String name, List<Object> arguments) {
        Method method = Stream.of(target.getClass().getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == arguments.size())
                .filter(m -> m.getReturnType() == void.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError(target.getClass() + " has no " + name + arguments));
        try {
            method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
