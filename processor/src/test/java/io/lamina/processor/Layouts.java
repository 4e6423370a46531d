package io.lamina.processor;

import io.lamina.processor.ir.Parameter;
import java.util.List;

/** Between the file layout of a weight and its layout in memory, written down once more, slowly. */
final class Layouts {
    private Layouts() {}

    static double[] doubles(Object array) {
        if (array instanceof int[] ints) {
            double[] values = new double[ints.length];
            for (int i = 0; i < ints.length; i++) {
                values[i] = ints[i];
            }
            return values;
        }
        float[] floats = (float[]) array;
        double[] values = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    static double[] toMemory(Parameter parameter, double[] file) {
        double[] memory = new double[file.length];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = file[fileIndex(parameter, i)];
        }
        return memory;
    }

    static double[] toFile(Parameter parameter, double[] memory) {
        double[] file = new double[memory.length];
        for (int i = 0; i < memory.length; i++) {
            file[fileIndex(parameter, i)] = memory[i];
        }
        return file;
    }

    /** Where in the file the element is that lies at {@code index} in memory. */
    private static int fileIndex(Parameter parameter, int index) {
        List<Integer> split = parameter.split();
        int[] place = new int[split.size()];
        int rest = index;
        for (int m = split.size() - 1; m >= 0; m--) {
            int d = parameter.permutation().get(m);
            place[d] = rest % split.get(d);
            rest /= split.get(d);
        }
        int file = 0;
        for (int d = 0; d < split.size(); d++) {
            file = file * split.get(d) + place[d];
        }
        return file;
    }
}
