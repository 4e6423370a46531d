package demo;

import io.lamina.*;

@Model
interface EmptyModel {
}
