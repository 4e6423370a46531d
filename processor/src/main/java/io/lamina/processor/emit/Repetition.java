package io.lamina.processor.emit;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which repetition of a block a node belongs to.
 *
 * @param path the path of the applying node: {@code body}
 * @param index the number in the path behind it: 3 in {@code body.3.conv1}
 */
record Repetition(String path, int index) {
    /** The repetition at a depth, 0 for the outermost; none for nodes that stand in none. */
    static Optional<Repetition> of(String node, int depth) {
        String[] words = forward(node).split("\\.", -1);
        int found = -1;
        for (int i = 0; i < words.length - 1; i++) {
            if (isIndex(words[i]) && ++found == depth) {
                String path = Arrays.stream(words, 0, i).collect(Collectors.joining("."));
                return Optional.of(new Repetition(path, Integer.parseInt(words[i])));
            }
        }
        return Optional.empty();
    }

    /** The name of the node that a gradient belongs to. */
    private static String forward(String node) {
        return node.startsWith("d_") ? node.substring(2) : node;
    }

    /** Names of methods begin with no digit. */
    private static boolean isIndex(String word) {
        return !word.isEmpty() && word.length() < 10 && word.chars().allMatch(Character::isDigit);
    }

    /** The path with the index. */
    String prefix() {
        return path + "." + index;
    }

    /** The path as a Java name without indices: {@code bodyLayer} for {@code body.3.layer}. */
    String camel() {
        StringBuilder name = new StringBuilder();
        for (String word : path.split("\\.", -1)) {
            if (!isIndex(word)) {
                boolean first = name.length() == 0;
                name.append(first ? word : word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1));
            }
        }
        return name.toString();
    }
}
