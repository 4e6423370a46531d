package io.lamina.processor.op;

import io.lamina.processor.ir.Parameter;
import java.util.List;

/**
 * A weight that a layer owns, before the node's name stands in front of it.
 *
 * @param suffix PyTorch's name within its module: {@code weight}, {@code bias}, {@code running_mean}
 * @param file sizes in files
 * @param permutation which of them each dimension in memory is
 */
public record Weight(
        String suffix,
        Parameter.Group group,
        Parameter.Initial initial,
        List<Integer> file,
        List<Integer> permutation) {
    /** A weight whose layout in memory is that in files. */
    public static Weight plain(String suffix, Parameter.Group group, Parameter.Initial initial, Integer... shape) {
        return new Weight(suffix, group, initial, List.of(shape), Parameter.identity(shape.length));
    }

    /** The parameter under its full name. */
    public Parameter parameter(String prefix, boolean frozen) {
        Parameter.Group actual = frozen && group.isTrained() ? Parameter.Group.FROZEN : group;
        return Parameter.permuted(prefix + "." + suffix, actual, initial, file, permutation);
    }
}
