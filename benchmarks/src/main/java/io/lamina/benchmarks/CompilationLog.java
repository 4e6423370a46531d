package io.lamina.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM writes with {@code -XX:+LogCompilation}: which methods C2 compiled, which calls in them it did not inline, and which
 * compiled code was thrown away again. Only methods whose class begins with a given prefix are kept.
 */
final class CompilationLog {
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)='([^']*)'");
    private static final String VECTORS = "jdk.incubator.vector.";
    private static final double SECOND_TO_MILLI = 1e3;

    private final String prefix;
    private final Map<String, Compilation> byId = new LinkedHashMap<>();
    private final List<Discard> discards = new ArrayList<>();
    /** What was thrown away; it stands before the compilations, as each compiler thread's part is appended at the end. */
    private final List<Map<String, String>> events = new ArrayList<>();

    private double end;

    /** The task that is being read, if it is one of ours by C2. */
    private Compilation current;
    /** Classes and methods by the ids that a task gives them. */
    private final Map<String, String> classes = new HashMap<>();

    private final Map<String, Map<String, String>> methods = new HashMap<>();
    private Map<String, String> call = Map.of();

    /**
     * A call that stayed a call.
     *
     * @param callee class and method
     * @param reason C2's words
     * @param count how often it had been made until then; not above 0 if never
     * @param vectors whether a vector is handed over, and so has to be an object
     */
    record Call(String callee, String reason, long count, boolean vectors) {}

    /**
     * A method compiled by C2, once.
     *
     * @param method class and method
     * @param bytes its size in bytecode
     * @param milliseconds when, since the JVM's start
     */
    record Compilation(String method, int bytes, double milliseconds, List<Call> calls, List<String> failures) {}

    /** C2 code of a method that was thrown away. */
    record Discard(String method, String reason, double milliseconds) {}

    private CompilationLog(String prefix) {
        this.prefix = prefix;
    }

    /** Reads a log. */
    static CompilationLog read(BufferedReader lines, String prefix) throws IOException {
        CompilationLog log = new CompilationLog(prefix);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("<")) {
                log.line(line);
            }
        }
        log.events.forEach(log::discard);
        return log;
    }

    /** Every compilation by C2, in the order of the log. */
    List<Compilation> compilations() {
        return List.copyOf(byId.values());
    }

    /** All code of C2 that was thrown away because something that it assumed was not so. */
    List<Discard> discards() {
        return List.copyOf(discards);
    }

    /** When the JVM ended, in milliseconds since its start; where it has not, the last time that the log tells. */
    double end() {
        return end;
    }

    private void line(String line) {
        if (line.startsWith("<task ")) {
            start(attributes(line));
        } else if (line.startsWith("<make_not_entrant ")) {
            events.add(attributes(line));
        } else if (line.startsWith("<hotspot_log_done ")) {
            milliseconds(attributes(line));
        } else if (current != null) {
            inTask(line);
        }
    }

    private void start(Map<String, String> task) {
        current = null;
        classes.clear();
        methods.clear();
        String[] method = task.getOrDefault("method", "? ?").split(" ");
        // C2's tasks have no level, and not all of C1's have one less than 4.
        if (method[0].startsWith(prefix) && task.getOrDefault("level", "4").equals("4")) {
            current = new Compilation(
                    method[0] + "." + method[1],
                    Integer.parseInt(task.get("bytes")),
                    milliseconds(task),
                    new ArrayList<>(),
                    new ArrayList<>());
            byId.put(id(task), current);
        }
    }

    private void inTask(String line) {
        if (line.startsWith("</task>")) {
            current = null;
        } else if (line.startsWith("<klass ")) {
            Map<String, String> type = attributes(line);
            classes.put(type.get("id"), type.get("name"));
        } else if (line.startsWith("<method ")) {
            Map<String, String> method = attributes(line);
            methods.put(method.get("id"), method);
        } else if (line.startsWith("<call ")) {
            call = attributes(line);
        } else if (line.startsWith("<inline_fail ")) {
            current.calls().add(notInlined(attributes(line).get("reason")));
        } else if (line.startsWith("<failure ")) {
            current.failures().add(attributes(line).get("reason"));
        }
    }

    private Call notInlined(String reason) {
        Map<String, String> method = methods.getOrDefault(call.get("method"), Map.of());
        String holder = classes.getOrDefault(method.get("holder"), "?");
        boolean vectors = holder.startsWith(VECTORS) || isVector(method.get("return"));
        for (String argument : method.getOrDefault("arguments", "").split(" ")) {
            vectors |= isVector(argument);
        }
        long count = (long) Double.parseDouble(call.getOrDefault("count", "0"));
        return new Call(holder + "." + method.get("name"), reason.replace("&apos;", "'"), count, vectors);
    }

    private boolean isVector(String type) {
        return classes.getOrDefault(type, "").startsWith(VECTORS);
    }

    private void discard(Map<String, String> event) {
        Compilation compilation = byId.get(id(event));
        String reason = event.getOrDefault("reason", "");
        if (compilation != null && !reason.equals("not used") && !reason.startsWith("OSR invalidation")) {
            discards.add(new Discard(compilation.method(), reason, milliseconds(event)));
        }
    }

    /** On-stack replacements have numbers of their own. */
    private static String id(Map<String, String> event) {
        return event.get("compile_id") + event.getOrDefault("compile_kind", "");
    }

    private double milliseconds(Map<String, String> event) {
        double time = Double.parseDouble(event.get("stamp")) * SECOND_TO_MILLI;
        end = Math.max(end, time);
        return time;
    }

    private static Map<String, String> attributes(String line) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(line);
        while (matcher.find()) {
            attributes.putIfAbsent(matcher.group(1), matcher.group(2));
        }
        return attributes;
    }
}
