/** The language of Lamina: annotations that declare a model. */
module io.lamina.annotations {
    exports io.lamina;
}
