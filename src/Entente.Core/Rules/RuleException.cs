namespace Entente.Core.Rules;

/// <summary>An expression of a rule failed on a ticket or replica. Its side parks with this; nothing becomes null instead.</summary>
public sealed class RuleException : Exception
{
    public RuleException(string code, string message, string file, int line, int column, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>A code of <see cref="Cel.CelErrorCodes"/>, <c>rule.type</c> or <c>rule.unmapped</c>.</summary>
    public string Code { get; }

    public string File { get; }

    /// <summary>1-based line in the rule's file.</summary>
    public int Line { get; }

    /// <summary>1-based column in UTF-16 units.</summary>
    public int Column { get; }

    /// <summary>Where and what, as editors and people read it: <c>file:line:column: message</c>.</summary>
    public string Located => $"{File}:{Line}:{Column}: {Message}";
}
