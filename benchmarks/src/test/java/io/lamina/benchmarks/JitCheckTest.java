package io.lamina.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What JitCheck finds in logs; their lines are those of a JVM, shortened. */
class JitCheckTest {
    private static final String VECTOR = "<klass id='1' name='jdk.incubator.vector.FloatVector' flags='1025'/>\n";

    @Test
    void aCallThatWasInlinedOrNeverMadeIsNoFault() throws IOException {
        assertThat(faults(task("<inline_success reason='force inline by annotation'/>\n")))
                .isEmpty();
        assertThat(faults(task(VECTOR
                        + "<method id='3' holder='1' name='lane' return='9' bytes='0'/>\n"
                        + "<call method='3' count='-1' virtual='1'/>\n"
                        + "<inline_fail reason='virtual call'/>\n")))
                .isEmpty();
    }

    @Test
    void aVectorAsAnArgumentOfACallIsAFault() throws IOException {
        assertThat(faults(task(VECTOR
                        + "<klass id='2' name='io.lamina.runtime.kernels.VectorFold' flags='16'/>\n"
                        + "<method id='3' holder='2' name='last' return='9' arguments='8 1 7' bytes='44'/>\n"
                        + "<call method='3' count='20964'/>\n"
                        + "<inline_fail reason='NodeCountInliningCutoff'/>\n")))
                .containsExactly("io.lamina.runtime.kernels.VectorSums.block hands vectors to"
                        + " io.lamina.runtime.kernels.VectorFold.last, not inlined: NodeCountInliningCutoff");
    }

    @Test
    void aCallWithoutVectorsMayStayACall() throws IOException {
        assertThat(faults(task("<klass id='2' name='io.lamina.runtime.kernels.VectorTile' flags='16'/>\n"
                        + "<method id='3' holder='2' name='runs4x2' return='9' arguments='8 7' bytes='498'/>\n"
                        + "<call method='3' count='24580'/>\n"
                        + "<inline_fail reason='hot method too big'/>\n")))
                .isEmpty();
    }

    @Test
    void aVirtualCallIsAFault() throws IOException {
        assertThat(faults(task("<klass id='2' name='java.lang.Runnable' flags='1537'/>\n"
                        + "<method id='3' holder='2' name='run' return='9' bytes='0'/>\n"
                        + "<call method='3' count='1000' virtual='1'/>\n"
                        + "<inline_fail reason='virtual call'/>\n")))
                .containsExactly(
                        "io.lamina.runtime.kernels.VectorSums.block makes a virtual call of java.lang.Runnable.run");
    }

    @Test
    void theLastCompilationCounts() throws IOException {
        String first = task("<failure reason='out of nodes'/>\n");
        assertThat(faults(first))
                .containsExactly("C2 gave up on io.lamina.runtime.kernels.VectorSums.block: out of nodes");
        assertThat(faults(first + task(""))).isEmpty();
    }

    @Test
    void whatC1CompiledIsNotLookedAt() throws IOException {
        assertThat(faults(task("<failure reason='out of nodes'/>\n").replace("bytes=", "level='3' bytes=")))
                .isEmpty();
    }

    @Test
    void codeThatIsThrownAwayLateIsAFaultThoughItStandsBeforeItsCompilation() throws IOException {
        String late =
                "<make_not_entrant reason='uncommon trap' compile_id='7' compiler='c2' level='4' stamp='8.000'/>\n";
        String end = "<make_not_entrant reason='not used' compile_id='1' compiler='c1' level='3' stamp='10.000'/>\n";
        assertThat(faults(late + end + task("") + other("10.000")))
                .containsExactly(
                        "the code of io.lamina.runtime.kernels.VectorSums.block was thrown away as late as after 8000"
                                + " ms: uncommon trap");
        assertThat(faults(late.replace("8.000", "2.000") + task("") + other("10.000")))
                .isEmpty();
        assertThat(faults(late.replace("uncommon trap", "not used") + task("") + other("10.000")))
                .isEmpty();
    }

    @Test
    void aRunGoesOnBehindItsLastCompilation() throws IOException {
        String discard =
                "<make_not_entrant reason='uncommon trap' compile_id='7' compiler='c2' level='4' stamp='8.000'/>\n";
        String log = discard + task("") + other("10.000");
        assertThat(faults(log)).hasSize(1);
        assertThat(faults(log + "<hotspot_log_done stamp='36.000'/>\n")).isEmpty();
        assertThat(faults(log.replace("8.000", "30.000") + "<hotspot_log_done stamp='36.000'/>\n"))
                .hasSize(1);
    }

    private static List<String> faults(String log) throws IOException {
        return JitCheck.faults(CompilationLog.read(new BufferedReader(new StringReader(log)), "io.lamina."));
    }

    private static String task(String lines) {
        return "<task compile_id='7' method='io.lamina.runtime.kernels.VectorSums block ([FI)V' bytes='384' count='10' stamp='1.000'>\n"
                + lines + "</task>\n";
    }

    private static String other(String stamp) {
        return "<task compile_id='9' method='io.lamina.runtime.kernels.VectorPool2d row ([FI)V' bytes='84' count='10' stamp='"
                + stamp + "'>\n</task>\n";
    }
}
