package io.lamina.examples.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page in Markdown whose blocks of code can be taken out; a comment before a block names the file that it shows. */
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("(?ms)^<!-- project:(\\S+) -->\n```\\w*\n(.*?)^```$");

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme read(Path page) throws IOException {
        return new Readme(Files.readString(page));
    }

    List<String> blocks() {
        return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** The files of the project, by path. */
    Map<String, String> projectFiles() {
        Map<String, String> files = new LinkedHashMap<>();
        for (MatchResult file : FILE.matcher(text).results().toList()) {
            files.put(file.group(1), file.group(2));
        }
        return files;
    }

    /** The one Maven command in the text that ends with these words. */
    String command(String end) {
        List<String> commands = Pattern.compile("`(mvn [^`\n]*" + Pattern.quote(end) + ")`")
                .matcher(text)
                .results()
                .map(command -> command.group(1))
                .distinct()
                .toList();
        if (commands.size() != 1) {
            throw new IllegalStateException("expected one command that ends with " + end + ", found " + commands);
        }
        return commands.get(0);
    }
}
