package io.lamina.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what a new project gets: its files, put side by side, build and run as it says. */
final class ReadmeProjectTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int MINUTES = 5;

    private final Readme readme = Readme.read(ROOT.resolve("README.md"));

    ReadmeProjectTest() throws IOException {}

    @Test
    void theProjectBuildsAndRuns(@TempDir Path temporary) throws IOException, InterruptedException {
        Path project = Files.createDirectory(temporary.resolve("project"));
        Map<String, String> files = readme.projectFiles();
        assertThat(files).containsKeys("pom.xml", "src/main/java/demo/Main.java");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = project.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        try (LocalRepository repository =
                LocalRepository.over(setting("lamina.repository"), temporary.resolve("repository"))) {
            repository.install(ROOT, setting("lamina.version"));

            String output = maven(project, repository, readme.command("exec:exec"));

            assertThat(output).contains("Model: \"Ring\"").contains("(0.6, 0) is inside");
            assertThat(project.resolve("target/ring.safetensors")).isNotEmptyFile();
        }
    }

    @Test
    void theDigitsModelIsTheExample() throws IOException {
        String example = Files.readString(Path.of("src/main/java/io/lamina/examples/DigitsCnn.java"));
        assertThat(readme.blocks()).anySatisfy(block -> assertThat(block).contains("interface DigitsCnn"));
        assertThat(readme.blocks())
                .filteredOn(block -> block.contains("interface DigitsCnn"))
                .allSatisfy(block -> assertThat(example).containsIgnoringWhitespaces(block));
    }

    /** Runs a command line of the README under the JDK that runs this test, with the Maven that runs it. */
    private static String maven(Path project, LocalRepository repository, String commandLine)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(commandLine.split(" ", -1)));
        assertThat(command).first().isEqualTo("mvn");
        command.set(0, Path.of(setting("maven.home"), "bin", "mvn").toString());
        command.add(1, "-Dmaven.repo.local=" + repository.root());
        if (setting("lamina.network").equals("offline: true")) {
            command.add(1, "-o");
        }
        Path log = project.resolveSibling("maven.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = builder.start();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        String output = Files.readString(log);
        assertThat(ended).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** What the build tells its tests. */
    private static String setting(String name) {
        String value = System.getProperty(name);
        assertThat(value)
                .as("system property " + name + " (set by examples/pom.xml)")
                .isNotBlank();
        return value;
    }
}
