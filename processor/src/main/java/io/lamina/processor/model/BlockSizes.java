package io.lamina.processor.model;

import io.lamina.processor.diagnostic.Code;
import io.lamina.processor.op.BlockInputLayer;
import io.lamina.processor.op.Inputs;
import io.lamina.processor.op.NodeReport;
import io.lamina.processor.shape.Dim;
import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the symbols of one use of a block stand for: the shapes that come in are matched with those that its inputs declare. */
final class BlockSizes {
    private final Symbols declared;
    private final Symbols model;
    private final Map<String, Dim> sizes = new HashMap<>();
    /** Whether an input does not fit: what others say then is no news. */
    private boolean failed;

    /** For each symbol, what made it its size. */
    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** With the block's symbols and the model's, whose bounds are known. */
    BlockSizes(Symbols declared, Symbols model) {
        this.declared = declared;
        this.model = model;
    }

    /** A shape of the block with the sizes that its symbols stand for. */
    Shape of(Shape shape) {
        return new Shape(shape.dims().stream().map(this::of).toList());
    }

    private Dim of(Dim dim) {
        return dim.substitute(name -> Optional.ofNullable(sizes.get(name)));
    }

    /**
     * Matches an input with what comes.
     *
     * @return whether it and all inputs before it fit; what is wrong is reported, once in a use
     */
    boolean bind(ModelNode node, Inputs in, NodeReport report) {
        failed = failed || !matches(node, in, report);
        return !failed;
    }

    private boolean matches(ModelNode node, Inputs in, NodeReport report) {
        TensorType wanted = ((BlockInputLayer) node.layer()).declared();
        TensorType given = in.type(0);
        if (given.type() != wanted.type()) {
            report.inputProblem(
                    Code.WrongDtype,
                    0,
                    "is " + wanted.type() + ", but reads " + in.name(0) + ", which is " + given.type(),
                    "Read a node of that type, or give the block's input type = " + given.type() + ".");
            return false;
        }
        String expected = "is " + Inputs.shown(wanted.shape()) + ", but reads " + in.described(0);
        if (given.shape().rank() != wanted.shape().rank()) {
            problem(
                    report,
                    expected,
                    "The number of dimensions must be the same; an input without a shape is a scalar.");
            return false;
        }
        for (boolean bare : new boolean[] {true, false}) {
            for (int axis = -wanted.shape().rank(); axis < 0; axis++) {
                Dim size = wanted.shape().dim(axis);
                Dim actual = given.shape().dim(axis);
                Optional<String> symbol = size.symbol().filter(name -> !sizes.containsKey(name));
                if (bare == symbol.isPresent()
                        && !(bare
                                ? take(symbol.get(), actual, in, expected, report)
                                : agrees(size, actual, expected, report))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean take(String name, Dim actual, Inputs in, String expected, NodeReport report) {
        Symbols.Symbol symbol = declared.get(name);
        if (!actual.floorDiv(symbol.divisor()).times(symbol.divisor()).equals(actual)) {
            problem(
                    report,
                    expected + ", and " + name + " is a multiple of " + symbol.divisor(),
                    "Choose sizes in front of it that " + symbol.divisor() + " divides"
                            + (actual.isConstant() ? "." : ", and say so where the symbol is introduced."));
            return false;
        }
        long least = actual.evaluate(s -> model.get(s).lower());
        long most = actual.evaluate(s -> model.get(s).upper());
        if (least < symbol.lower() || most > symbol.upper()) {
            boolean above = most > symbol.upper();
            problem(
                    report,
                    expected + ", and " + name + " is "
                            + (above ? "at most " + symbol.upper() : "at least " + symbol.lower()),
                    "Change the size in front of it, or the bound in the block.");
            return false;
        }
        sizes.put(name, actual);
        reasons.put(name, in.described(0));
        return true;
    }

    private boolean agrees(Dim size, Dim actual, String expected, NodeReport report) {
        Dim known = of(size);
        if (known.equals(actual)) {
            return true;
        }
        Optional<String> bound =
                size.symbols().stream().filter(sizes::containsKey).findFirst();
        Optional<String> free =
                size.symbols().stream().filter(name -> !sizes.containsKey(name)).findFirst();
        if (free.isPresent()) {
            problem(
                    report,
                    expected + ", from which " + free.get() + " does not follow",
                    "Let an input of the block introduce " + free.get() + " as a size that stands alone.");
        } else {
            problem(
                    report,
                    expected
                            + bound.map(name -> "; " + name + " is " + sizes.get(name) + " by " + reasons.get(name))
                                    .orElse(""),
                    "Change what it reads, or the shape that the block declares.");
        }
        return false;
    }

    private static void problem(NodeReport report, String text, String remedy) {
        report.inputProblem(Code.BlockInputShape, 0, text, remedy);
    }
}
