namespace Entente.Node.Doctor;

/// <summary>What a check says.</summary>
public enum FindingLevel
{
    Ok,

    /// <summary>Worth knowing; nobody need act.</summary>
    Note,

    /// <summary>Somebody must act.</summary>
    Wrong,
}

/// <summary>One line of <c>entente doctor</c>.</summary>
/// <param name="Code">Registered: what was looked at and what was found there.</param>
/// <param name="Subject">A connection, a file; empty for the hub.</param>
/// <param name="WhoseAct">Who can mend it; empty where nothing is to be done.</param>
/// <param name="Remedy">What to do; empty where nothing is to be done.</param>
public sealed record Finding(string Code, FindingLevel Level, string Subject, string Text, string WhoseAct = "", string Remedy = "")
{
    public static Finding Ok(string code, string subject, string text) => new(code, FindingLevel.Ok, subject, text);

    public static Finding Note(string code, string subject, string text) => new(code, FindingLevel.Note, subject, text);

    public static Finding Wrong(string code, string subject, string text, string remedy, string whoseAct = Health.WhoseAct.Operator) =>
        new(code, FindingLevel.Wrong, subject, text, whoseAct, remedy);
}
