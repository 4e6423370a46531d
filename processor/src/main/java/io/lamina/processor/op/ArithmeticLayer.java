package io.lamina.processor.op;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.ir.Value;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * {@code @Add}, {@code @Subtract} and {@code @Multiply}: element by element. A tensor that lacks leading dimensions of
 * the largest is repeated over them; sizes of 1 are never stretched.
 */
public record ArithmeticLayer(Arithmetic.Kind kind) implements Layer {
    @Override
    public Arity arity() {
        return kind == Arithmetic.Kind.SUBTRACT ? Arity.exactly(2) : Arity.atLeast(2);
    }

    @Override
    public Optional<TensorType> shape(Inputs in, NodeReport report) {
        if (!Checks.allFloats(in, report)) {
            return Optional.empty();
        }
        int largest = 0;
        for (int i = 1; i < in.count(); i++) {
            largest = in.shape(i).rank() > in.shape(largest).rank() ? i : largest;
        }
        Shape whole = in.shape(largest);
        for (int i = 0; i < in.count(); i++) {
            Shape part = in.shape(i);
            if (!whole.trailing(part.rank()).equals(part)) {
                report.inputProblem(
                        Code.CannotAdd,
                        i,
                        "cannot " + kind.word() + " " + in.described(i) + ", and " + in.described(largest),
                        remedy(whole, part));
                return Optional.empty();
            }
        }
        return Optional.of(TensorType.f32(whole));
    }

    private static String remedy(Shape whole, Shape part) {
        return whole.rank() == part.rank() && whole.rank() > 1
                ? "Make them equal, for example with a @Conv2d of kernel 1 or a @Dense on one of them."
                : "Shapes must be equal, or one must be the trailing dimensions of the other.";
    }

    @Override
    public Value lower(Lowering g, List<Value> in) {
        int rank = in.stream().mapToInt(v -> v.type().shape().rank()).max().orElseThrow();
        Shape whole = in.stream()
                .map(v -> v.type().shape())
                .filter(s -> s.rank() == rank)
                .findFirst()
                .orElseThrow();
        Value result = spread(g, in.get(0), whole);
        for (Value next : in.subList(1, in.size())) {
            result = g.add(new Arithmetic(kind), result, spread(g, next, whole));
        }
        return result;
    }

    /** Repeats a tensor over the dimensions that it lacks between the batch and its own. */
    private static Value spread(Lowering g, Value value, Shape whole) {
        int missing = whole.rank() - value.type().shape().rank();
        if (missing == 0) {
            return value;
        }
        int after = value.type().shape().rank() - 1;
        return g.add(new Middle(Middle.Kind.SPREAD, after, whole.leading(after).trailing(missing)), value);
    }
}
