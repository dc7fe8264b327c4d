using Entente.Core.Accord.Yaml;

namespace Entente.Core.Accord;

/// <summary>Collects diagnostics while files are read, so that one check reports everything that is wrong.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> errors = [];
    private readonly List<Diagnostic> warnings = [];

    public bool HasErrors => errors.Count > 0;

    /// <summary>Whether anything was found beside names that do not resolve (L08).</summary>
    public bool HasErrorsOfForm => errors.Exists(error => error.Rule != "L08");

    public int ErrorCount => errors.Count;

    public void Error(string rule, YamlNode at, string message, string remedy) => errors.Add(At(rule, at.File, at.Start, message, remedy));

    public void Error(string rule, string file, FilePosition at, string message, string remedy) =>
        errors.Add(At(rule, file, at, message, remedy));

    public void Warning(string rule, YamlNode at, string message, string remedy) => warnings.Add(At(rule, at.File, at.Start, message, remedy));

    public IReadOnlyList<Diagnostic> Errors() => Ordered(errors);

    public IReadOnlyList<Diagnostic> Warnings() => Ordered(warnings);

    private static Diagnostic At(string rule, string file, FilePosition at, string message, string remedy) =>
        new(rule, file, at.Line, at.Column, message, remedy);

    private static Diagnostic[] Ordered(List<Diagnostic> list)
    {
        var ordered = list.Distinct().ToArray();
        Array.Sort(ordered, Diagnostic.Compare);
        return ordered;
    }
}
