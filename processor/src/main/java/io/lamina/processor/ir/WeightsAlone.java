package io.lamina.processor.ir;

import io.lamina.DataType;
import java.util.List;

/** Which values follow from weights alone: they stay the same from call to call until the weights change. */
public final class WeightsAlone {
    private WeightsAlone() {}

    /** Whether a value is a weight, or computed from such values alone, the same way each time. */
    public static boolean holds(Value value) {
        return value.producer().op() instanceof Sources.Weight || isComputed(value.producer());
    }

    /** Whether a node computes from weights alone what can be kept: floats of constant size, by one thread. */
    public static boolean isComputed(Node node) {
        Primitive op = node.op();
        if (op instanceof Primitive.Source
                || op instanceof Primitive.Effect
                || node.inputs().isEmpty()) {
            return false;
        }
        List<KernelCall> calls = op.kernel(node.inputTypes());
        return calls.stream().allMatch(WeightsAlone::isSteady)
                && node.results().stream().allMatch(WeightsAlone::canBeKept)
                && node.inputs().stream().allMatch(WeightsAlone::holds);
    }

    private static boolean isSteady(KernelCall call) {
        return call.partition() == KernelCall.Partition.ONE
                && call.arguments().stream()
                        .noneMatch(argument -> argument instanceof KernelCall.Argument.Key
                                || argument instanceof KernelCall.Argument.Position);
    }

    private static boolean canBeKept(Value value) {
        return value.type().type() == DataType.FLOAT32 && value.type().shape().isConstant();
    }
}
