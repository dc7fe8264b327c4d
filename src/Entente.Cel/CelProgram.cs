using Entente.Cel.Compiling;
using Entente.Cel.Syntax;

namespace Entente.Cel;

/// <summary>A compiled expression. Immutable and thread-safe.</summary>
public sealed class CelProgram
{
    private readonly CelEnvironment _environment;
    private readonly SourceText _source;
    private readonly CompiledProgram _compiled;

    internal CelProgram(
        CelEnvironment environment, SourceText source, CelType resultType, CompiledProgram compiled, IReadOnlyDictionary<string, CelReads> references)
    {
        _environment = environment;
        _source = source;
        _compiled = compiled;
        ResultType = resultType;
        References = references;
    }

    /// <summary>The text it was compiled from.</summary>
    public string Expression => _source.Text;

    /// <summary>The static type of the result; dyn when only the values will tell.</summary>
    public CelType ResultType { get; }

    /// <summary>
    /// Which first-level fields of each variable the expression can read, in ordinal order of the names. Unread variables are absent.
    /// </summary>
    public IReadOnlyDictionary<string, CelReads> References { get; }

    /// <summary>Evaluates. Throws <see cref="CelEvaluationException"/> when the expression fails on these values.</summary>
    /// <param name="bindings">Made by <see cref="CelEnvironment.CreateBindings"/> of the same or a derived environment.</param>
    public CelValue Evaluate(CelBindings bindings)
    {
        ArgumentNullException.ThrowIfNull(bindings);
        if (!bindings.Fit(_environment))
            throw new ArgumentException("The bindings belong to another environment than the program.", nameof(bindings));
        var result = _compiled.Run(bindings.Values, _environment.Limits.CostLimit);
        return result.IsFault ? throw ToException(result.RawFault) : result;
    }

    private CelEvaluationException ToException(Fault fault)
    {
        var (line, column) = _source.PositionOf(Math.Max(fault.Offset, 0));
        return new CelEvaluationException(fault.Code, fault.Message, line, column);
    }
}
