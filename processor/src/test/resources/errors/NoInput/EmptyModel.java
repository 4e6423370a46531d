package demo;

import io.lamina.*;

@Model
// error: [NoInput] EmptyModel: has no input.
interface EmptyModel {
}
