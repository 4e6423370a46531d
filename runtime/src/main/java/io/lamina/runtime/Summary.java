package io.lamina.runtime;

import java.util.List;
import java.util.Locale;

/** The table that shows a model: layers with shapes and numbers of weights, totals, memory. */
public final class Summary {
    private static final String GAP = "   ";

    private Summary() {}

    /**
     * In the manner of Keras; {@code B} stands for the size of the batch, {@code KB} for 1024 bytes. Weights that training
     * does not change, running statistics included, count as non-trainable. Memory is for symbolic sizes at their bounds. Every line ends with {@code \n}.
     */
    public static String of(ModelInfo info) {
        List<LayerInfo> layers = info.layers();
        String[][] cells = new String[layers.size() + 1][];
        cells[0] = new String[] {"Layer (type)", "Output Shape", "Param #", "Connected to"};
        long total = 0;
        long trainable = 0;
        for (int i = 0; i < layers.size(); i++) {
            LayerInfo layer = layers.get(i);
            cells[i + 1] = new String[] {
                layer.name() + " (" + layer.type() + ")",
                layer.outputShape(),
                thousands(layer.parameters()),
                layer.connectedTo()
            };
            total += layer.parameters();
            trainable += layer.trainable();
        }
        StringBuilder text = new StringBuilder();
        text.append("Model: \"").append(info.name()).append("\"\n");
        table(text, cells);
        count(text, "Total params", total);
        count(text, "Trainable params", trainable);
        count(text, "Non-trainable params", total - trainable);
        for (SymbolInfo symbol : info.symbols()) {
            text.append("Symbolic size: ").append(symbol).append('\n');
        }
        memory(text, "Inference memory", info.inferenceMemory(), info.preparedWeights());
        memory(text, "Training memory", info.trainingMemory(), 0);
        return text.toString();
    }

    private static void table(StringBuilder text, String[][] cells) {
        int[] width = new int[4];
        for (String[] row : cells) {
            for (int c = 0; c < width.length; c++) {
                width[c] = Math.max(width[c], row[c].length());
            }
        }
        int all = width[0] + width[1] + width[2] + width[3] + 3 * GAP.length() + 2;
        rule(text, '_', all);
        for (int r = 0; r < cells.length; r++) {
            String[] row = cells[r];
            StringBuilder line = new StringBuilder(" ");
            pad(line.append(row[0]), width[0] - row[0].length()).append(GAP);
            pad(line.append(row[1]), width[1] - row[1].length()).append(GAP);
            pad(line, width[2] - row[2].length()).append(row[2]).append(GAP).append(row[3]);
            text.append(trimEnd(line)).append('\n');
            if (r == 0) {
                rule(text, '=', all);
            }
        }
        rule(text, '=', all);
    }

    private static void count(StringBuilder text, String what, long parameters) {
        text.append(what).append(": ").append(thousands(parameters));
        text.append(" (").append(bytes(4 * parameters)).append(")\n");
    }

    private static void memory(StringBuilder text, String what, MemoryInfo memory, long preparedWeights) {
        if (memory.bytes(1, 1) + preparedWeights == 0) {
            return;
        }
        text.append(what).append(": ").append(bytes(memory.bytesPerSample())).append(" per sample of the batch");
        if (memory.bytes(0, 0) > 0) {
            text.append(" + ").append(bytes(memory.bytes(0, 0)));
        }
        if (memory.bytesPerThread() > 0) {
            text.append(" + ").append(bytes(memory.bytesPerThread())).append(" per thread");
        }
        if (preparedWeights > 0) {
            text.append(" + ").append(bytes(Float.BYTES * preparedWeights)).append(" of prepared weights");
        }
        text.append('\n');
    }

    private static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.2f %s", size, units[unit]);
    }

    private static void rule(StringBuilder text, char line, int width) {
        for (int i = 0; i < width; i++) {
            text.append(line);
        }
        text.append('\n');
    }

    private static StringBuilder pad(StringBuilder line, int spaces) {
        for (int i = 0; i < spaces; i++) {
            line.append(' ');
        }
        return line;
    }

    private static String trimEnd(StringBuilder line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }
}
