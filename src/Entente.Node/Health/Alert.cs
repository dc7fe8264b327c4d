namespace Entente.Node.Health;

/// <summary>How soon somebody must act.</summary>
public enum AlertLevel
{
    /// <summary>Nothing stands still yet.</summary>
    Warning,

    /// <summary>Something stands still, or will be lost sight of, until somebody acts.</summary>
    Critical,
}

/// <summary>Something that needs a person. It ends by itself when its reason is gone.</summary>
/// <param name="Id">The same for as long as the matter is the same: code and what it concerns.</param>
/// <param name="Code">Registered; <c>docs/operations/CODE.md</c> is its page.</param>
/// <param name="Party">Whose connection it is; empty for the hub itself.</param>
/// <param name="Connection">Null for the hub itself.</param>
/// <param name="WhoseAct">Who can end it.</param>
public sealed record Alert(
    string Id, string Code, AlertLevel Level, DateTimeOffset Since, string Party, string? Connection, string WhoseAct)
{
    /// <summary>What of it is new when it changes, such as the days left; empty where nothing can.</summary>
    public string Stage { get; init; } = "";

    public required string Message { get; init; }

    public required string Remedy { get; init; }

    /// <summary>The page of the handbook.</summary>
    public string Page => $"docs/operations/{Code}.md";

    /// <summary>What must differ for the operator's URL to be told again.</summary>
    public string State => $"{Level}|{Stage}|{Since.UtcTicks}";
}
