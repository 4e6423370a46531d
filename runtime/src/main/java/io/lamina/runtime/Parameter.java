package io.lamina.runtime;

import java.util.Arrays;

/**
 * One named tensor of a model: where it lies in the flat array of all weights, and how its memory layout follows from the
 * layout it has in files.
 *
 * <p>The file tensor, row-major, is viewed with the dims {@code split} (as many elements); memory dim {@code i} is split
 * dim {@code permutation[i]}. So a dense layer behind a flatten of {@code C H W} with file shape {@code [out, C*H*W]}
 * becomes {@code [H, W, C, out]} in memory by {@code split = {out, C, H, W}}, {@code permutation = {2, 3, 1, 0}}.
 */
public final class Parameter {
    private final String name;
    private final ParameterTable.Group group;
    private final int offset;
    private final int size;
    private final int[] fileShape;
    private final int[] split;
    private final int[] permutation;
    private final boolean identity;
    private final boolean counter;
    private final Initializer initializer;

    Parameter(
            String name,
            ParameterTable.Group group,
            int offset,
            int[] fileShape,
            int[] split,
            int[] permutation,
            boolean counter,
            Initializer initializer) {
        this.name = name;
        this.group = group;
        this.offset = offset;
        this.fileShape = fileShape.clone();
        this.split = split.clone();
        this.permutation = permutation.clone();
        this.counter = counter;
        this.initializer = initializer;
        this.size = Shapes.size(name, fileShape);
        if (Shapes.size(name, split) != size) {
            throw new IllegalArgumentException(name + ": split " + Arrays.toString(split) + " has not the " + size
                    + " elements of the file shape " + Arrays.toString(fileShape));
        }
        this.identity = isIdentity(name, split.length, permutation);
    }

    /** Name in files, such as {@code conv1.weight}. */
    public String name() {
        return name;
    }

    /** Which part of the flat array it belongs to. */
    public ParameterTable.Group group() {
        return group;
    }

    /** Index of its first float in the flat array. */
    public int offset() {
        return offset;
    }

    /** Number of elements. */
    public int size() {
        return size;
    }

    /** A copy of its shape in files; empty for a scalar. */
    public int[] fileShape() {
        return fileShape.clone();
    }

    /** Whether it is a count, an I64 scalar in files and one float in memory (exact up to 2^24). */
    public boolean isCounter() {
        return counter;
    }

    /** Whether the optimizer changes it. */
    public boolean isTrainable() {
        return group == ParameterTable.Group.DECAYED || group == ParameterTable.Group.PLAIN;
    }

    /** How it starts. */
    public Initializer initializer() {
        return initializer;
    }

    /** A copy of its values out of the flat array, in the order of the file layout. */
    public float[] toFile(float[] flat) {
        return toFile(flat, offset);
    }

    /** As {@link #toFile(float[])}, where the tensor begins at {@code at} of another array of the same layout. */
    public float[] toFile(float[] flat, int at) {
        float[] file = new float[size];
        if (identity) {
            System.arraycopy(flat, at, file, 0, size);
            return file;
        }
        int[] walk = fileIndices();
        for (int i = 0; i < size; i++) {
            file[walk[i]] = flat[at + i];
        }
        return file;
    }

    /**
     * Writes values given in the order of the file layout to their places in the flat array.
     *
     * @throws IllegalArgumentException if their number is not {@link #size()}
     */
    public void fromFile(float[] file, float[] flat) {
        if (file.length != size) {
            throw new IllegalArgumentException(name + ": expected " + size + " values of shape "
                    + Arrays.toString(fileShape) + ", but found " + file.length);
        }
        if (identity) {
            System.arraycopy(file, 0, flat, offset, size);
            return;
        }
        int[] walk = fileIndices();
        for (int i = 0; i < size; i++) {
            flat[offset + i] = file[walk[i]];
        }
    }

    /** For example {@code conv1.weight [3, 3, 1, 32]}. */
    @Override
    public String toString() {
        return name + " " + Arrays.toString(fileShape);
    }

    /** For each place in memory, in order, the index in the file. */
    private int[] fileIndices() {
        int rank = split.length;
        int[] stride = new int[rank];
        int next = 1;
        for (int d = rank - 1; d >= 0; d--) {
            stride[d] = next;
            next *= split[d];
        }
        int[] indices = new int[size];
        int[] counter = new int[rank];
        int index = 0;
        for (int i = 0; i < size; i++) {
            indices[i] = index;
            for (int m = rank - 1; m >= 0; m--) {
                int d = permutation[m];
                index += stride[d];
                counter[m]++;
                if (counter[m] < split[d]) {
                    break;
                }
                index -= stride[d] * split[d];
                counter[m] = 0;
            }
        }
        return indices;
    }

    private static boolean isIdentity(String name, int rank, int[] permutation) {
        boolean[] seen = new boolean[rank];
        boolean identity = true;
        boolean valid = permutation.length == rank;
        for (int i = 0; valid && i < rank; i++) {
            int d = permutation[i];
            valid = d >= 0 && d < rank && !seen[d];
            if (valid) {
                seen[d] = true;
                identity &= d == i;
            }
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    name + ": " + Arrays.toString(permutation) + " is not a permutation of " + rank + " dims");
        }
        return identity;
    }
}
