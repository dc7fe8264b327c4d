namespace Entente.Core.Sync;

/// <summary>
/// What items are called where fields, comments and files stand side by side: in differences by native field and id, in outcomes and receipts by
/// canonical field and origin, in what was written by native field and origin.
/// </summary>
public static class ItemName
{
    /// <summary>The ticket as a whole: seen for the first time, or made.</summary>
    public const string Ticket = "ticket";

    /// <summary>The partner's ticket, shown in ours.</summary>
    public const string Reference = "reference";

    private const string Comment = "comment:";
    private const string File = "file:";

    public static string OfField(string field) => $"field:{field}";

    public static string OfComment(string id) => Comment + id;

    public static string OfFile(string id) => File + id;

    /// <summary>The comment's id or origin; null for an item of another kind.</summary>
    public static string? CommentIn(string name) => After(Comment, name);

    /// <summary>The file's id or origin; null for an item of another kind.</summary>
    public static string? FileIn(string name) => After(File, name);

    private static string? After(string kind, string name) => name.StartsWith(kind, StringComparison.Ordinal) ? name[kind.Length..] : null;
}
