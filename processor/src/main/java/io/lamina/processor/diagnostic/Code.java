package io.lamina.processor.diagnostic;

/** Every message the compiler can give; each has a page of its name in {@code docs/errors} and a test. */
public enum Code {
    // The interface and its methods
    NotAnInterface,
    GenericModel,
    MethodHasBody,
    OverloadedNode,
    MissingLayer,
    TwoLayers,
    WrongReturnType,
    WrongParameterType,
    ReservedName,
    LostParameterNames,
    ClassExists,
    // Attributes
    MissingAttribute,
    ConflictingAttributes,
    InvalidAttribute,
    // Shapes as text
    MalformedShape,
    ReservedSymbol,
    ShapeMismatch,
    UnknownSymbol,
    ConflictingBounds,
    UnboundedSymbol,
    NotStreamable,
    // Edges
    UnknownNode,
    WrongNumberOfInputs,
    DuplicateInput,
    UnknownRole,
    UnknownPart,
    // Blocks
    NotABlock,
    InvalidBlock,
    BlockRecursion,
    UnknownArgument,
    MissingArgument,
    InvalidArgument,
    BlockInputShape,
    CarriedShapeChanges,
    // The graph
    Cycle,
    NoInput,
    NoOutput,
    AmbiguousOutput,
    // Shapes and types
    WrongRank,
    WrongDtype,
    KernelTooLarge,
    GroupsDoNotDivide,
    HeadsDoNotDivide,
    CannotAttend,
    CausalLengthsDiffer,
    MaskDoesNotFit,
    SymbolicSize,
    SymbolClash,
    CannotAdd,
    CannotConcat,
    CannotReshape,
    PositiveAxis,
    SliceOutOfRange,
    CannotSplit,
    PatternDoesNotFit,
    SamePaddingWithStride,
    RoleDoesNotFit,
    // Losses
    LabelsDoNotFit,
    SoftmaxBeforeLoss,
    LossReadByLayer,
    LossIsOutput,
    // Names of weights
    DuplicateName,
    NameHasNoWeights,
    CannotTie,
    // Warnings
    UnusedNode(Severity.WARNING),
    UnreachedParameter(Severity.WARNING),
    BiasBeforeBatchNorm(Severity.WARNING),
    LinearStack(Severity.WARNING),
    DropoutBetweenNothing(Severity.WARNING),
    // The compiler itself
    InternalError;

    /** Whether a message stops the build. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private final Severity severity;

    Code() {
        this(Severity.ERROR);
    }

    Code(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
