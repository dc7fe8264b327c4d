namespace Entente.Core.Accord;

/// <summary>One finding of <c>entente check</c>.</summary>
/// <param name="Rule">Stable name of what was violated: a lint rule of GOVERNANCE 2.3 (<c>L15</c>) or a dotted code
/// (<c>rule.unknown-field</c>).</param>
/// <param name="Line">1-based; 0 when the finding concerns a file as a whole or one that is missing.</param>
/// <param name="Column">1-based, in UTF-16 units, as editors count; 0 together with a line of 0.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Diagnostic(string Rule, string File, int Line, int Column, string Message, string Remedy)
{
    /// <summary>The order in which a person works through them: by file, line, column, then rule.</summary>
    internal static int Compare(Diagnostic left, Diagnostic right)
    {
        var order = string.CompareOrdinal(left.File, right.File);
        if (order == 0) order = left.Line.CompareTo(right.Line);
        if (order == 0) order = left.Column.CompareTo(right.Column);
        if (order == 0) order = string.CompareOrdinal(left.Rule, right.Rule);
        return order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
    }

    public override string ToString() => $"{File}:{Line}:{Column}: {Rule}: {Message}";
}
