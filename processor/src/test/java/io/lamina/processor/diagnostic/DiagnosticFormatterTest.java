package io.lamina.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosticFormatterTest {
    private static String format(List<String> trail, String remedy) {
        return DiagnosticFormatter.format(
                new Diagnostic(Code.KernelTooLarge, Origin.NONE, "conv3: kernel 5x5 does not fit.", trail, remedy),
                origin -> "");
    }

    @Test
    void hasAFirstLineATrailARemedyAndAPage() {
        assertThat(format(List.of("image : 8 8 1", "conv3 : ?"), "Use a smaller one.\nOr none."))
                .isEqualTo("""
                        [KernelTooLarge] conv3: kernel 5x5 does not fit.
                            image : 8 8 1
                            conv3 : ?
                          Use a smaller one.
                          Or none.
                          (docs/errors/KernelTooLarge.md)""");
    }

    @Test
    void anEmptyRemedyLeavesNoLine() {
        assertThat(format(List.of(), ""))
                .isEqualTo("[KernelTooLarge] conv3: kernel 5x5 does not fit.\n  (docs/errors/KernelTooLarge.md)");
    }

    @Test
    void aLongTrailKeepsItsBeginningAndItsEnd() {
        List<String> trail = IntStream.range(0, 100).mapToObj(i -> "n" + i).toList();
        assertThat(format(trail, "").lines().map(String::strip))
                .containsSubsequence("n0", "n1", "n2", "…", "n94", "n95", "n99")
                .hasSize(12);
    }

    @Test
    void aSuppressedWarningIsNotReportedAndASuppressedErrorIs() {
        Origin silent = new Origin() {
            @Override
            public Origin attribute(String name) {
                return this;
            }

            @Override
            public boolean suppresses(Code code) {
                return true;
            }
        };
        Report report = new Report();
        report.add(Code.UnusedNode, silent, "x: nobody reads it.", "");
        assertThat(report.diagnostics()).isEmpty();
        report.add(Code.Cycle, silent, "x: reads itself.", "");
        assertThat(report.diagnostics()).hasSize(1);
        assertThat(report.hasErrors()).isTrue();
    }
}
