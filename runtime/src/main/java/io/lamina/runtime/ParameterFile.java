package io.lamina.runtime;

import java.io.IOException;

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
        return writer;
    }

    /** Checks all tensors, reads all of them, and only then changes {@code values}. */
    static void load(SafeTensors file, ParameterTable table, float[] values) throws IOException {
        TensorComparison comparison = new TensorComparison(table.model());
        for (Parameter p : table.parameters()) {
            if (p.isCounter()) {
                comparison.expectCounter(p.name());
            } else {
                comparison.expect(p.name(), p.fileShape());
            }
        }
        comparison.check(file);
        float[] loaded = new float[values.length];
        for (Parameter p : table.parameters()) {
            if (!p.isCounter()) {
                p.fromFile(file.floats(p.name()), loaded);
            } else if (file.tensors().containsKey(p.name())) {
                loaded[p.offset()] = file.integers(p.name())[0];
            }
        }
        System.arraycopy(loaded, 0, values, 0, values.length);
    }
}
