/** A plugin of javac for this build. */
module io.lamina.lint {
    requires jdk.compiler;

    provides com.sun.source.util.Plugin with
            io.lamina.lint.MeantIncubator;
}
