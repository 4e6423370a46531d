/** Models that train on real data. */
module io.lamina.examples {
    requires static io.lamina.annotations;
    requires io.lamina.training;
    requires info.picocli;

    opens io.lamina.examples to
            info.picocli;
}
