namespace Entente.Sandbox.People;

/// <summary>One product's side of the plain pages on which a newcomer plays the agent by hand. The shared renderer draws what this returns.</summary>
public interface IPeopleDesk
{
    /// <summary>Heading of the pages, e.g. <c>Mercuri's Zendesk</c>.</summary>
    string Title { get; }

    /// <summary>People whom the visitor may act as.</summary>
    IReadOnlyList<string> Actors { get; }

    /// <summary>Priorities that the visitor may choose, lowest first; empty where the product has none.</summary>
    IReadOnlyList<string> Priorities => [];

    /// <summary>All tickets, newest change first.</summary>
    IReadOnlyList<DeskRow> List();

    /// <summary>One ticket by its key, or null.</summary>
    DeskTicket? Find(string key);

    /// <summary>Carries out what the visitor asked for; a refusal is a sentence in the product's own words, never the body of an answer.</summary>
    DeskOutcome Act(DeskAction action, DateTimeOffset now);
}

/// <summary>A line of the list of tickets.</summary>
public sealed record DeskRow(string Key, string Title, string Status, string Priority, DateTimeOffset Updated);

/// <summary>One ticket as a person reads it. Bodies are safe HTML that the imitation rendered itself.</summary>
public sealed record DeskTicket(
    string Key,
    string Title,
    string BodyHtml,
    IReadOnlyList<KeyValuePair<string, string>> Fields,
    IReadOnlyList<DeskComment> Comments,
    IReadOnlyList<DeskFile> Files,
    IReadOnlyList<string> StatusChoices)
{
    /// <summary>Fields that the visitor may set by hand, in the order of their forms; among them what a rule may start sharing by.</summary>
    public IReadOnlyList<DeskField> Editable { get; init; } = [];
}

/// <summary>A field with a form of its own. Tags and labels are one field, their words separated by spaces.</summary>
/// <param name="Name">Its label, and what <see cref="DeskAction.Field"/> names it by.</param>
/// <param name="Value">As it stands.</param>
public sealed record DeskField(string Name, string Value)
{
    /// <summary>What the product offers, in its order; empty where any text may be written.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>A comment or an internal note.</summary>
public sealed record DeskComment(string Author, DateTimeOffset At, bool IsPublic, string BodyHtml);

/// <summary>An attachment and where its bytes are.</summary>
public sealed record DeskFile(string Name, long Bytes, string Address);

/// <summary>What the visitor does.</summary>
public enum DeskVerb { Raise, Reply, Note, ChangeStatus, ChangePriority, ChangeField }

/// <summary>
/// One act: <paramref name="Text"/> is the comment, the status, the priority, the field's new value or, for <see cref="DeskVerb.Raise"/>, the
/// description; <paramref name="Title"/> is for Raise alone.
/// </summary>
public sealed record DeskAction(DeskVerb Verb, string Actor, string? Key, string? Title, string Text)
{
    /// <summary>The name of a <see cref="DeskField"/>; for <see cref="DeskVerb.ChangeField"/> alone, the only act that an empty text fits.</summary>
    public string? Field { get; init; }
}

/// <summary>The key that the act touched, or why it was refused.</summary>
public sealed record DeskOutcome(string? Key, string? Refusal);
