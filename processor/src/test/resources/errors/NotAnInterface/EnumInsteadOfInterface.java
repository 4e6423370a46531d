package demo;

import io.lamina.*;

@Model
// error: [NotAnInterface] EnumInsteadOfInterface: a model is an interface, not an enum.
enum EnumInsteadOfInterface {
    NETWORK
}
