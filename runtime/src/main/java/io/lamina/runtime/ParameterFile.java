package io.lamina.runtime;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** The weights of a model as the tensors of a file. */
final class ParameterFile {
    private ParameterFile() {}

    /** The file of these weights, as PyTorch writes it: {@code format: pt} in the metadata, file layouts. */
    static SafeTensorsWriter of(ParameterTable table, float[] values) {
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata("format", "pt");
        for (Parameter p : table.parameters()) {
            if (p.isCounter()) {
                writer.integers(p.name(), p.fileShape(), new long[] {(long) values[p.offset()]});
            } else {
                writer.floats(p.name(), p.fileShape(), () -> p.toFile(values));
            }
        }
        for (TiedParameter tied : table.tied()) {
            writer.floats(tied.name(), tied.fileShape(), () -> tied.toFile(values));
        }
        return writer;
    }

    /** Checks all tensors, reads all of them, and only then changes {@code values}. */
    static void load(SafeTensors file, ParameterTable table, float[] values) throws IOException {
        TensorComparison comparison = new TensorComparison(table.model());
        for (Parameter p : table.parameters()) {
            if (p.isCounter()) {
                comparison.expectCounter(p.name());
            } else if (!substitute(file, table, p).isPresent()) {
                comparison.expect(p.name(), p.fileShape());
            }
        }
        for (TiedParameter tied : table.tied()) {
            if (has(file, tied.name())) {
                comparison.expect(tied.name(), tied.fileShape());
            }
        }
        comparison.check(file);
        float[] loaded = new float[values.length];
        for (Parameter p : table.parameters()) {
            Optional<TiedParameter> substitute = substitute(file, table, p);
            if (substitute.isPresent()) {
                substitute.get().fromFile(file.floats(substitute.get().name()), loaded);
            } else if (!p.isCounter()) {
                p.fromFile(file.floats(p.name()), loaded);
            } else if (file.tensors().containsKey(p.name())) {
                loaded[p.offset()] = file.integers(p.name())[0];
            }
        }
        for (TiedParameter tied : table.tied()) {
            if (has(file, tied.name()) && !Arrays.equals(file.floats(tied.name()), tied.toFile(loaded))) {
                throw new ParameterMismatchException(
                        file.source() + " does not fit " + table.model() + ": " + tied.name() + " and "
                                + tied.parameter().name() + " differ, but they are one weight; nothing was loaded.");
            }
        }
        System.arraycopy(loaded, 0, values, 0, values.length);
    }

    /** The further name under which a file has a parameter whose own name it lacks. */
    private static Optional<TiedParameter> substitute(SafeTensors file, ParameterTable table, Parameter p) {
        return has(file, p.name())
                ? Optional.empty()
                : table.tied().stream()
                        .filter(tied -> tied.parameter() == p && has(file, tied.name()))
                        .findFirst();
    }

    private static boolean has(SafeTensors file, String name) {
        return file.tensors().containsKey(name);
    }
}
