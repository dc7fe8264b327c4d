using Entente.Cel.Library;

namespace Entente.Cel.Syntax;

/// <summary>What a name turned out to be.</summary>
internal enum ResolutionKind
{
    None,
    Variable,
    Local,
    TypeValue,
}

/// <param name="Slot">Of a variable or a local.</param>
/// <param name="Value">Of a type name.</param>
/// <param name="Binding">The <c>cel.bind</c> that declares the local, whose value may still have to be computed.</param>
internal readonly record struct Resolution(ResolutionKind Kind, int Slot = 0, CelValue Value = default, BindNode? Binding = null);

/// <summary>A call after checking: the arguments with the receiver first, and the overloads that may still apply at run time.</summary>
internal sealed record ResolvedCall(string Function, IReadOnlyList<Node> Arguments, IReadOnlyList<Overload> Overloads);
