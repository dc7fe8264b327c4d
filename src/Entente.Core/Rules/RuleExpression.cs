using Entente.Cel;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Rules;

/// <summary>A compiled expression that knows where in the rule's file it stands.</summary>
internal sealed class RuleExpression(CelProgram program, YamlScalar source)
{
    /// <summary>Evaluates; every failure comes out as a <see cref="RuleException"/> at its place in the file.</summary>
    public CelValue Evaluate(CelBindings bindings)
    {
        try
        {
            return program.Evaluate(bindings);
        }
        catch (CelEvaluationException failure)
        {
            var at = source.Locate(Math.Max(failure.Line, 1), Math.Max(failure.Column, 1));
            throw new RuleException(failure.Code, failure.Message, source.File, at.Line, at.Column, failure);
        }
    }

    public bool IsTrue(CelBindings bindings)
    {
        var value = Evaluate(bindings);
        return value.Kind == CelKind.Bool ? value.AsBool() : throw Fails("rule.type", $"A condition must yield true or false, not {Named(value)}.");
    }

    /// <summary>The failure of the expression as a whole.</summary>
    public RuleException Fails(string code, string message)
    {
        var at = source.Locate(1, 1);
        return new RuleException(code, message, source.File, at.Line, at.Column);
    }

    /// <summary>What kind of value it is, never the value: messages reach logs.</summary>
    public static string Named(CelValue value) =>
        value.Kind == CelKind.Object ? value.AsObject().Type.Name : value.Kind.ToString().ToLowerInvariant();

    /// <summary>The first-level fields that the expression can read of a variable.</summary>
    public RuleReads Reads(string variable) =>
        program.References.TryGetValue(variable, out var reads) ? new RuleReads(reads) : RuleReads.Nothing;
}

/// <summary>What an expression can read of one variable.</summary>
internal sealed record RuleReads(CelReads Found)
{
    public static RuleReads Nothing { get; } = new(new CelReads([], false));

    public IReadOnlyList<string> Fields => Found.Fields;

    /// <summary>True when it may read any field.</summary>
    public bool Whole => Found.ReadsWhole;

    public bool May(string field) => Whole || Fields.Contains(field);

    /// <summary>True when it may read that name of a field that is a map.</summary>
    public bool May(string map, string name) => May(map) && (!Found.Within.TryGetValue(map, out var names) || names.Contains(name));
}
