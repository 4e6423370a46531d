package io.lamina.processor.emit;

import com.palantir.javapoet.NameAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The calls of several repetitions as those of one method. */
final class OutlinedMethod {
    /** Between the words of a comment. */
    private static final Pattern WORDS = Pattern.compile("(?<=[ (),])|(?=[ (),])");

    private static final String DIFFERENT = "\u2026";

    private final List<String> prefixes;
    private final OutlinedParameters parameters;
    private final List<Statement> statements = new ArrayList<>();

    /**
     * The method for repetitions whose patterns agree.
     *
     * @param prefixes what the names of each one's nodes begin with, which comments leave out
     */
    OutlinedMethod(List<List<Statement>> segments, List<String> prefixes, NameAllocator locals) {
        this.prefixes = prefixes;
        this.parameters = new OutlinedParameters(locals.clone());
        for (int i = 0; i < segments.get(0).size(); i++) {
            int index = i;
            statements.add(
                    common(segments.stream().map(segment -> segment.get(index)).toList()));
        }
    }

    /** What stands behind the parameters of the pass. */
    OutlinedParameters parameters() {
        return parameters;
    }

    /** The calls, with parameters in place of what differs. */
    List<Statement> statements() {
        return statements;
    }

    private Statement common(List<Statement> all) {
        Statement first = all.get(0);
        List<Statement.Piece> pieces = IntStream.range(0, first.pieces().size())
                .mapToObj(i -> parameters.common(
                        all.stream().map(statement -> statement.pieces().get(i)).toList()))
                .toList();
        // To wait where one of them need not costs little; all threads do the same.
        boolean waits = all.stream().anyMatch(Statement::waits);
        return new Statement(first.node(), comment(all), waits, first.alone(), pieces);
    }

    /** {@code conv1 : f32[B,8,8,32] = conv2d(…, conv1.weight)}: without the path, and without what is another node in each. */
    private String comment(List<Statement> all) {
        List<List<String>> words = IntStream.range(0, all.size())
                .mapToObj(i -> inside(all.get(i).comment(), prefixes.get(i)))
                .map(comment -> List.of(WORDS.split(comment, -1)))
                .toList();
        List<String> first = words.get(0);
        return IntStream.range(0, first.size())
                .mapToObj(i -> words.stream()
                                .allMatch(other ->
                                        i < other.size() && other.get(i).equals(first.get(i)))
                        ? first.get(i)
                        : DIFFERENT)
                .collect(Collectors.joining());
    }

    private static String inside(String comment, String prefix) {
        String path = Pattern.quote(prefix + ".");
        return comment.replaceAll("\\bd_" + path, "d_").replaceAll("(?<![\\w.$])" + path, "");
    }
}
