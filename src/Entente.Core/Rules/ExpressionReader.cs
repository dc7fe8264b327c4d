using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Accord.Yaml;

namespace Entente.Core.Rules;

/// <summary>Compiles the scalars of a rule's file; errors come out at their exact place in the file.</summary>
internal sealed class ExpressionReader(Findings findings)
{
    /// <summary>Compiles, and checks that the static type fits; null when it did not work, which is reported.</summary>
    /// <param name="target">What the value is for, in a sentence: <c>the field 'summary'</c>.</param>
    public RuleExpression? Read(YamlNode node, CelEnvironment environment, CelType expected, string target)
    {
        if (node is not YamlScalar scalar)
        {
            findings.Error("rule.value", node, $"An expression belongs here, not {node.Kind}.", "Write one expression for " + target + ".");
            return null;
        }
        if (!scalar.HasExactPositions)
        {
            findings.Error("rule.scalar-style", node, "An expression cannot stand in double quotes or below '>'.",
                "Write it plain, in single quotes, or below '|'.");
            return null;
        }
        if (string.IsNullOrWhiteSpace(scalar.Value))
        {
            findings.Error("rule.value", node, "The expression is empty.", $"Write an expression for {target}, or remove the key.");
            return null;
        }
        return Compile(scalar, environment) is { } program && Fits(scalar, program.ResultType, expected, target)
            ? new RuleExpression(program, scalar)
            : null;
    }

    private CelProgram? Compile(YamlScalar scalar, CelEnvironment environment)
    {
        try
        {
            return environment.Compile(scalar.Value);
        }
        catch (CelCompileException failure)
        {
            foreach (var error in failure.Errors)
                findings.Error(error.Code, scalar.File, scalar.Locate(error.Line, error.Column), error.Message, error.Remedy);
            return null;
        }
    }

    private bool Fits(YamlScalar scalar, CelType actual, CelType expected, string target)
    {
        if (expected.Accepts(actual) || (actual.Kind == CelTypeKind.Null && expected.Kind != CelTypeKind.Bool)) return true;
        findings.Error("rule.type", scalar.File, scalar.Locate(1, 1), $"The expression yields {actual}, but {target} takes {expected}.",
            Remedy(actual, expected));
        return false;
    }

    private static string Remedy(CelType actual, CelType expected) => (actual.Name, expected.Name) switch
    {
        ("rich", "string") => "Take its plain text: plain(...).",
        ("string", "rich") => "Make it rich text: text(...) for plain text, markdown(...) for Markdown.",
        (_, "string") when actual.Kind is CelTypeKind.Int or CelTypeKind.Double or CelTypeKind.Bool => "Convert it: string(...).",
        (_, "string") when actual.Kind == CelTypeKind.Object => "Select the field that holds the text, such as .name.",
        (_, "bool") => "Compare it with something.",
        _ => $"Yield {expected}.",
    };
}
