package io.lamina.processor.emit;

import io.lamina.processor.ir.Node;
import io.lamina.processor.ir.Primitive;
import io.lamina.processor.ir.Value;
import io.lamina.processor.memory.Plan;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much there is to compute, so that a small batch is not shared by many threads. */
final class Work {
    /** What an element costs that is no product, in multiply-adds. */
    private static final long ELEMENT = 4;

    private Work() {}

    /** Multiply-adds for one sample, roughly. */
    static long perSample(Plan plan, Symbols symbols) {
        return plan.graph().nodes().stream()
                .filter(node -> !(node.op() instanceof Primitive.Source) && !(node.op() instanceof Primitive.View))
                .mapToLong(node -> perSample(node, symbols))
                .sum();
    }

    private static long perSample(Node node, Symbols symbols) {
        List<Shape> shapes = Stream.concat(node.inputs().stream(), node.results().stream())
                .map(Value::type)
                .map(type -> type.shape())
                .toList();
        Optional<Shape> matrix = shapes.stream()
                .filter(shape -> shape.rank() > 1 && ofSample(shape).isEmpty())
                .findFirst();
        if (matrix.isEmpty()) {
            return ELEMENT
                    * shapes.stream()
                            .mapToLong(shape -> elements(shape, symbols))
                            .max()
                            .orElse(0);
        }
        // Each weight meets each place of the tensor that has a product's columns.
        long columns = matrix.get().dim(-1).evaluate(name -> symbols.get(name).upper());
        long weights = matrix.get().size().evaluate(name -> symbols.get(name).upper());
        return shapes.stream()
                .filter(shape -> ofSample(shape).isPresent()
                        && shape.dim(-1).equals(matrix.get().dim(-1)))
                .mapToLong(shape -> elements(shape, symbols) / columns * weights)
                .findFirst()
                .orElse(weights);
    }

    private static Optional<Dim> ofSample(Shape shape) {
        return shape.size().without(Dim.BATCH.toString());
    }

    private static long elements(Shape shape, Symbols symbols) {
        return ofSample(shape)
                .map(size -> size.evaluate(name -> symbols.get(name).upper()))
                .orElse(0L);
    }
}
