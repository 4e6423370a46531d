package demo;

import io.lamina.*;

@Model
// error: [NotAnInterface] ClassInsteadOfInterface: a model is an interface, not a class.
public class ClassInsteadOfInterface {}
