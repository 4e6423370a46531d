package demo;

import io.lamina.*;

@Model
interface NamesOfGeneratedCode {
    @Input("4")
    // error: [ReservedName] batch: no node can have this name: the generated classes have a parameter of this name.
    Tensor batch();

    @Dense(3)
    // error: [ReservedName] B: no node can have this name: it is the batch size in every printed shape.
    Tensor B(Tensor batch);

    @Dense(3)
    // error: [ReservedName] a$b: no node can have this name: names with $ belong to the Java compiler.
    Tensor a$b(Tensor B);
}
