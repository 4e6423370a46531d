package io.lamina.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.lamina.processor.shape.Dim;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One kernel call of a pass, with the numbers kept apart that may differ where a block is repeated.
 *
 * @param node the name of the node that it belongs to
 * @param comment what stands above the first call of a node, empty for further ones
 * @param waits whether the threads wait for each other before it
 * @param alone whether one thread runs it
 */
record Statement(String node, String comment, boolean waits, boolean alone, List<Piece> pieces) {
    Statement {
        pieces = List.copyOf(pieces);
    }

    /** A part of a call's text. */
    sealed interface Piece {
        /** What does not depend on where things lie. */
        record Text(CodeBlock code) implements Piece {}

        /**
         * An array.
         *
         * @param name the local variable that holds it
         * @param isGiven whether that is a parameter that not every method of the pass has
         */
        record Array(TypeName type, String name, boolean isGiven) implements Piece {
            CodeBlock code() {
                return CodeBlock.of("$N", name);
            }
        }

        /**
         * A place in an array: {@code base + from + rest}.
         *
         * @param array the local variable that holds the array
         * @param base a parameter of the method that the call stands in, or empty
         * @param from where the tensor begins
         * @param rest the share of the thread that runs, and where in the tensor the call begins
         * @param weight the weight that lies there, or whose gradient does
         * @param constant a named constant that {@code from} is the value of
         */
        record Offset(
                String array, String base, Dim from, Dim rest, Optional<String> weight, Optional<CodeBlock> constant)
                implements Piece {
            static Offset of(String array, Dim from, Dim rest) {
                return new Offset(array, "", from, rest, Optional.empty(), Optional.empty());
            }

            /** The place of a weight, or of its gradient: both arrays have the same order. */
            static Offset of(String array, String weight, CodeBlock constant, Dim from, Dim rest) {
                return new Offset(array, "", from, rest, Optional.of(weight), Optional.of(constant));
            }

            /** The same place as it is told in a method: {@code base + from}. */
            Offset from(String base, Dim from) {
                return new Offset(array, base, from, rest, weight, Optional.empty());
            }

            /** Where the tensor begins. */
            CodeBlock start() {
                return at(Dim.of(0));
            }

            CodeBlock code() {
                return at(rest);
            }

            private CodeBlock at(Dim more) {
                if (constant.isPresent()) {
                    return more.is(0) ? constant.get() : CodeBlock.of("$L + $L", constant.get(), more);
                }
                Dim sum = from.plus(more);
                if (base.isEmpty()) {
                    return CodeBlock.of("$L", sum);
                }
                String text = sum.toString();
                return sum.is(0)
                        ? CodeBlock.of("$N", base)
                        : CodeBlock.of(text.startsWith("-") ? "$N - $L" : "$N + $L", base, text.replaceFirst("^-", ""));
            }

            /** Whether both begin at the same place. */
            boolean startsAt(Offset other) {
                return base.equals(other.base) && from.equals(other.from);
            }

            /** Whether the way from the other to this one means something to who reads it: in one array, or among weights. */
            boolean isMeasuredFrom(Offset other) {
                boolean inOne = array.equals(other.array) || (weight.isPresent() && other.weight.isPresent());
                return inOne && base.equals(other.base);
            }
        }

        /**
         * What a node's random numbers are told from others by.
         *
         * @param base a parameter of the method that the call stands in, or empty
         */
        record Key(String base, long value) implements Piece {
            CodeBlock code() {
                return base.isEmpty() ? CodeBlock.of("$LL", value) : CodeBlock.of("$N", base);
            }
        }
    }

    /** What it has in common with a repetition of it. */
    String pattern() {
        return alone + pieces.stream().map(Statement::pattern).collect(Collectors.joining());
    }

    private static String pattern(Piece piece) {
        if (piece instanceof Piece.Array array) {
            return "[" + array.type() + "]";
        }
        if (piece instanceof Piece.Offset offset) {
            return "[" + offset.rest() + "]";
        }
        return piece instanceof Piece.Text text ? text.code().toString() : "[key]";
    }

    /** As it is written. */
    CodeBlock code(String member) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (waits) {
            code.addStatement("$N.await()", member);
        }
        if (!comment.isEmpty()) {
            code.add("// $L\n", comment);
        }
        if (alone) {
            code.beginControlFlow("if ($N.isFirst())", member);
        }
        pieces.forEach(piece -> code.add(argument(piece)));
        code.add(";\n");
        if (alone) {
            code.endControlFlow();
        }
        return code.build();
    }

    private static CodeBlock argument(Piece piece) {
        if (piece instanceof Piece.Array array) {
            return array.code();
        }
        if (piece instanceof Piece.Offset offset) {
            return offset.code();
        }
        return piece instanceof Piece.Text text ? text.code() : ((Piece.Key) piece).code();
    }
}
