package io.lamina.lint;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.util.JCDiagnostic;
import com.sun.tools.javac.util.Log;
import java.util.List;

/**
 * {@code -Xplugin:MeantIncubator} drops the one warning "using incubating module(s)" and no other, as {@code -Xlint:-incubating} does from JDK
 * 25 on. An older javac gives this warning no category, so nothing else silences it, and {@code -Werror} would fail on it.
 */
public final class MeantIncubator implements Plugin {
    @Override
    public String getName() {
        return "MeantIncubator";
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        Log log = Log.instance(((BasicJavacTask) task).getContext());
        new Filter(log);
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                if (event.getKind() == TaskEvent.Kind.ENTER) {
                    Filter top = new Filter(log);
                    top.dropKept();
                    log.popDiagnosticHandler(top);
                }
            }
        });
    }

    private static boolean isMeant(JCDiagnostic diagnostic) {
        return diagnostic.getCode().equals("compiler.warn.incubating.modules");
    }

    /** Stands before another handler of what javac reports. */
    private static final class Filter extends Log.DiagnosticHandler {
        Filter(Log log) {
            install(log);
        }

        @Override
        public void report(JCDiagnostic diagnostic) {
            if (!isMeant(diagnostic)) {
                prev.report(diagnostic);
            }
        }

        /** Between rounds of annotation processing javac keeps what it reports, and looks for warnings in it, before any handler sees it. */
        void dropKept() {
            if (prev instanceof Log.DeferredDiagnosticHandler deferred) {
                List<JCDiagnostic> others = deferred.getDiagnostics().stream()
                        .filter(diagnostic -> !isMeant(diagnostic))
                        .toList();
                deferred.getDiagnostics().clear();
                deferred.getDiagnostics().addAll(others);
            }
        }
    }
}
