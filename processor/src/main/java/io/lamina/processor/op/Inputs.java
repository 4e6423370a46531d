package io.lamina.processor.op;

import io.lamina.processor.shape.Shape;
import io.lamina.processor.shape.Symbols;
import io.lamina.processor.shape.TensorType;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a layer reads: first by position, then what has a role.
 *
 * @param names of the nodes
 * @param results the types of all results of each of them, for one sample
 * @param roles what {@code @As} says of the last ones
 * @param symbols the model's symbols and their bounds
 */
public record Inputs(List<String> names, List<List<TensorType>> results, List<String> roles, Symbols symbols) {
    public Inputs {
        names = List.copyOf(names);
        results = List.copyOf(results);
        roles = List.copyOf(roles);
    }

    /** How many there are, those with a role among them. */
    public int count() {
        return results.size();
    }

    /** How many are read by position. */
    public int positional() {
        return count() - roles.size();
    }

    /** The index of the input with this role, where the user gives one. */
    public OptionalInt role(String name) {
        int index = roles.indexOf(name);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(positional() + index);
    }

    /** The types of all results of the node that is read. */
    public List<TensorType> results(int i) {
        return results.get(i);
    }

    public String name(int i) {
        return names.get(i);
    }

    public TensorType type(int i) {
        return results.get(i).get(0);
    }

    public Shape shape(int i) {
        return type(i).shape();
    }

    /** {@code pool2, which is 2 2 64}. */
    public String described(int i) {
        return name(i) + ", which is " + shown(shape(i));
    }

    /** A shape in a sentence; a scalar has a word of its own. */
    public static String shown(Shape shape) {
        return shape.rank() == 0 ? "a scalar" : shape.toString();
    }
}
