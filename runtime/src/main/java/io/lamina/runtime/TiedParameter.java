package io.lamina.runtime;

/** A second name of a parameter: the tensor that another layer has in common with its owner, the same or transposed. */
public final class TiedParameter {
    private final String name;
    private final Parameter parameter;
    private final boolean turned;

    TiedParameter(String name, Parameter parameter, boolean turned) {
        this.name = name;
        this.parameter = parameter;
        this.turned = turned;
        if (turned && parameter.fileShape().length != 2) {
            throw new IllegalArgumentException(name + " cannot be " + parameter + " transposed: it is no matrix");
        }
    }

    /** The name in files. */
    public String name() {
        return name;
    }

    /** The parameter that it is. */
    public Parameter parameter() {
        return parameter;
    }

    /** A copy of its shape in files. */
    public int[] fileShape() {
        int[] shape = parameter.fileShape();
        return turned ? new int[] {shape[1], shape[0]} : shape;
    }

    /** A copy of its values, in the order of its own file layout. */
    public float[] toFile(float[] flat) {
        float[] owner = parameter.toFile(flat);
        return turned ? transposed(owner, parameter.fileShape()) : owner;
    }

    /** Writes values given in the order of its own file layout to their places in the flat array. */
    public void fromFile(float[] file, float[] flat) {
        parameter.fromFile(turned && file.length == parameter.size() ? transposed(file, fileShape()) : file, flat);
    }

    private static float[] transposed(float[] values, int[] shape) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i % shape[1] * shape[0] + i / shape[1]] = values[i];
        }
        return result;
    }
}
