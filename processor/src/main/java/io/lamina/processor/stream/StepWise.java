package io.lamina.processor.stream;

import io.lamina.processor.ir.KernelCall;
import io.lamina.processor.ir.KernelCall.Argument;
import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;

/**
 * Whether each step of a primitive's results follows from the same step of its inputs alone. No primitive says so itself: its kernel
 * calls do. One that may be shared by samples and knows time only as a factor beside the batch treats {@code B * T} rows alike, so that
 * a step is to it what a sample is.
 */
final class StepWise {
    private final String time;

    StepWise(String time) {
        this.time = time;
    }

    boolean test(Node node) {
        if (node.op() instanceof Primitive.View) {
            return node.inputs().size() == 1
                    && keepsOrder(
                            node.input(0).type().shape(),
                            node.results().get(0).type().shape());
        }
        return node.op().kernel(node.inputTypes()).stream().allMatch(this::test);
    }

    private boolean test(KernelCall call) {
        return call.partition() == KernelCall.Partition.SAMPLES
                && call.arguments().stream().allMatch(this::isBlind);
    }

    /** Whether an argument tells nothing of time but how many rows there are. */
    private boolean isBlind(Argument argument) {
        if (argument instanceof Argument.Size size) {
            return isRows(size.dim());
        }
        if (argument instanceof Argument.Index index) {
            return !index.size().symbols().contains(time);
        }
        if (argument instanceof Argument.Input input) {
            return !input.first().symbols().contains(time);
        }
        if (argument instanceof Argument.Result result) {
            return !result.first().symbols().contains(time);
        }
        return true;
    }

    private boolean isRows(Dim size) {
        return !size.symbols().contains(time)
                || size.without(Dim.BATCH.toString())
                        .flatMap(rest -> rest.without(time))
                        .filter(rest -> !rest.symbols().contains(time))
                        .isPresent();
    }

    /** Whether the same sizes stand in front of time in both shapes: a view keeps its elements' order, so steps stay steps then. */
    private boolean keepsOrder(Shape from, Shape to) {
        return inFront(from).equals(inFront(to));
    }

    private Dim inFront(Shape shape) {
        Dim product = Dim.ONE;
        for (Dim dim : shape.dims()) {
            if (dim.symbols().contains(time)) {
                boolean merged = dim.without(Dim.BATCH.toString()).isPresent();
                boolean whole = dim.without(time)
                        .filter(rest -> !rest.symbols().contains(time))
                        .isPresent();
                return !whole ? Dim.of(-1) : merged ? product.times(Dim.BATCH) : product;
            }
            product = product.times(dim);
        }
        return Dim.of(-2);
    }
}
