package io.lamina.processor.model;

import io.lamina.processor.shape.Symbols;

/**
 * The use of a block that a node belongs to. Paths are joined by dots and begin at the model; they are empty for the model's own nodes.
 *
 * @param path the names of the applying nodes, with the index of the repetition: {@code body.3}
 * @param weights the same for names of weights, in which {@code @Name} may say something else
 * @param owner the path without the indices of repetitions that share their weights: equal for nodes with the same weights
 * @param symbols the symbols that the block's inputs introduce, and its constants
 */
public record BlockUse(String path, String weights, String owner, Symbols symbols) {
    /** The model itself. */
    static BlockUse model(Symbols symbols) {
        return new BlockUse("", "", "", symbols);
    }

    /** This use, seen from one level further out. */
    BlockUse within(BlockUse outer) {
        Symbols own = path.isEmpty() ? outer.symbols : symbols;
        return new BlockUse(join(outer.path, path), join(outer.weights, weights), join(outer.owner, owner), own);
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
    }
}
