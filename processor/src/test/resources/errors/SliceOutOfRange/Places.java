package demo;

import io.lamina.*;

@Model
interface Places {
    @Input("2<=T<=9 6")
    Tensor x();

    // error: [SliceOutOfRange] behind: takes the places from 0 to 7 of axis -1, which has 6 in x, which is T 6.
    @Slice(to = 7, axis = -1)
    @Output
    Tensor behind(Tensor x);

    // error: [SliceOutOfRange] none: takes the places from 3 to 3 of axis -1, which has 6 in x, which is T 6.
    @Slice(from = 3, to = 3, axis = -1)
    @Output
    Tensor none(Tensor x);

    // error: [SliceOutOfRange] mayBeNone: takes the places from 2 to the end of axis -2, which has 2 or more in x, which is T 6.
    @Slice(from = 2)
    @Output
    Tensor mayBeNone(Tensor x);

    // error: [SliceOutOfRange] before: takes the places from -3 to the end of axis -2, which has 2 or more in x, which is T 6.
    @Slice(from = -3)
    @Output
    Tensor before(Tensor x);

    @Slice(from = -2)
    @Output
    Tensor right(Tensor x);

    // error: [PositiveAxis] front: axis = 1 counts from the front.
    @Slice(to = 1, axis = 1)
    @Output
    Tensor front(Tensor x);

    // error: [InvalidAttribute] standing: step is 0, but must be at least 1.
    @Slice(step = 0)
    @Output
    Tensor standing(Tensor x);

    // error: [InvalidAttribute] gate: activation is SWIGLU, which multiplies two tensors.
    @Dense(units = 6, activation = ActivationFunction.SWIGLU)
    @Output
    Tensor gate(Tensor x);

    @Activation(ActivationFunction.GEGLU)
    @Output
    // error: [WrongNumberOfInputs] alone: @Activation reads exactly 2 tensors, but the method has 1 parameter.
    Tensor alone(Tensor x);

    @Activation(ActivationFunction.GEGLU)
    @Output
    // error: [CannotAdd] unequal: cannot multiply x, which is T 6, with right, which is 2 6.
    Tensor unequal(Tensor x, Tensor right);
}
