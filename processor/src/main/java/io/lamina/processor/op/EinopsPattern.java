package io.lamina.processor.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pattern in the notation of einops: {@code h w c -> (h w) c}. Each side names dimensions; several in brackets are one dimension of the
 * tensor, {@code 1} is a dimension of that size.
 */
record EinopsPattern(String text, List<Side> inputs, Side output) {
    /** One named part of a dimension, and where it stands in the text. */
    record Axis(String name, int start, int end) {}

    /** One dimension of a tensor: no axis where its size is 1. */
    record Group(List<Axis> axes, int start, int end) {}

    /** The dimensions of one tensor. */
    record Side(List<Group> groups, int start, int end) {
        List<Axis> axes() {
            return groups.stream().flatMap(group -> group.axes().stream()).toList();
        }

        List<String> names() {
            return axes().stream().map(Axis::name).toList();
        }

        int rank() {
            return groups.size();
        }

        boolean has(String name) {
            return names().contains(name);
        }
    }

    /** What is wrong, with which part of the text, and how to mend it. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1L;
        private final int start;
        private final int end;
        private final String remedy;

        Problem(String message, int start, int end, String remedy) {
            super(message);
            this.start = start;
            this.end = end;
            this.remedy = remedy;
        }

        Problem(String message, Axis axis, String remedy) {
            this(message, axis.start(), axis.end(), remedy);
        }

        /** The pattern, below it the part underlined, and the remedy. */
        String remedy(String text) {
            return "  " + text + "\n  " + " ".repeat(start) + "^".repeat(Math.max(1, end - start)) + "\n" + remedy;
        }
    }

    /** Reads a pattern; each axis may stand once on each side. */
    static EinopsPattern parse(String text) throws Problem {
        int arrow = text.indexOf("->");
        if (arrow < 0) {
            throw new Problem(
                    "has no ->",
                    0,
                    text.length(),
                    "Write what is read on the left of the arrow and what is given on the right.");
        }
        List<Side> inputs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= arrow; i++) {
            if (i == arrow || text.charAt(i) == ',') {
                inputs.add(side(text, start, i));
                start = i + 1;
            }
        }
        return new EinopsPattern(text, List.copyOf(inputs), side(text, arrow + 2, text.length()));
    }

    private static Side side(String text, int from, int to) throws Problem {
        List<Group> groups = new ArrayList<>();
        List<Axis> open = null;
        int opened = 0;
        Set<String> seen = new HashSet<>();
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == ' ') {
                i++;
            } else if (c == '(' && open == null) {
                open = new ArrayList<>();
                opened = i++;
            } else if (c == ')' && open != null) {
                groups.add(new Group(List.copyOf(open), opened, ++i));
                open = null;
            } else {
                int end = i;
                while (end < to && Character.isJavaIdentifierPart(text.charAt(end))) {
                    end++;
                }
                Axis axis = axis(text, i, end);
                boolean one = axis.name().equals("1");
                if (!one && !seen.add(axis.name())) {
                    throw new Problem(
                            "names " + axis.name() + " twice on one side",
                            axis,
                            "Give each dimension a name of its own.");
                }
                if (open == null) {
                    groups.add(new Group(one ? List.of() : List.of(axis), i, end));
                } else if (!one) {
                    open.add(axis);
                }
                i = end;
            }
        }
        if (open != null) {
            throw new Problem(
                    "has a bracket that is not closed",
                    opened,
                    opened + 1,
                    "Close it behind the last name that it joins.");
        }
        return new Side(List.copyOf(groups), from, to);
    }

    private static Axis axis(String text, int start, int end) throws Problem {
        if (end == start) {
            throw new Problem(
                    "has '" + text.charAt(start) + "', which names no dimension",
                    start,
                    start + 1,
                    "Dimensions have names of letters and digits, spaces between them, and brackets where several are one.");
        }
        String name = text.substring(start, end);
        if (!name.equals("1") && !Character.isJavaIdentifierStart(name.charAt(0))) {
            throw new Problem(
                    "has " + name + ", but sizes other than 1 need a name",
                    start,
                    end,
                    "Write a name, and where its size does not follow, sizes = \"name=" + name + "\".");
        }
        return new Axis(name, start, end);
    }

    /** Sizes as a user gives them: {@code p=2 q=4}. */
    static Map<String, Integer> sizes(String text) throws Problem {
        Map<String, Integer> sizes = new HashMap<>();
        int start = 0;
        for (String part : text.split(" ", -1)) {
            if (!part.isEmpty()) {
                if (!part.matches("[A-Za-z_]\\w*=[1-9]\\d{0,8}")) {
                    throw new Problem(
                            "is no list such as p=2 q=4",
                            start,
                            start + part.length(),
                            "Write a name and a size for each, separated by spaces.");
                }
                int equals = part.indexOf('=');
                sizes.put(part.substring(0, equals), Integer.parseInt(part.substring(equals + 1)));
            }
            start += part.length() + 1;
        }
        return sizes;
    }
}
