using System.Globalization;

using Entente.Cel;

namespace Entente.Core.Tickets;

/// <summary>One ticket as its tracker returned it at one moment. Immutable; the base of every comparison.</summary>
public sealed record TicketSnapshot
{
    /// <summary>The product's immutable id. The key, the number and the project may change; this does not.</summary>
    public required string NativeId { get; init; }

    /// <summary>What people call the ticket: <c>SHOP-12</c>, <c>#35</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where a person opens it.</summary>
    public required Uri Address { get; init; }

    /// <summary>The tracker's own revision: equal revisions mean equal tickets. Opaque, compared for equality only.</summary>
    public required string Revision { get; init; }

    /// <summary>True when a hint's revision is this snapshot's, whole or its head up to a <c>/</c> or <c>-</c>.</summary>
    public bool IsRevision(string hint) => Revision.StartsWith(hint, StringComparison.Ordinal)
        && (Revision.Length == hint.Length || Revision[hint.Length] is '/' or '-') && !Revision.EndsWith('~');

    /// <summary>
    /// True when this snapshot is older than what a hint told: both begin with a rising number or with a time of the same form.
    /// </summary>
    public bool IsBehind(string hint)
    {
        if (!hint.All(char.IsAsciiDigit))
            return Revision.Length >= hint.Length && string.CompareOrdinal(Revision, 0, hint, 0, hint.Length) < 0;
        var digits = string.Concat(Revision.TakeWhile(char.IsAsciiDigit));
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var own) && long.TryParse(hint, CultureInfo.InvariantCulture, out var told)
            && own < told;
    }

    /// <summary>The tracker's own time of the last change, in its resolution.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When the ticket was made, by the tracker's clock.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where the ticket's history was read up to; opaque, handed back to the connector at the next read.</summary>
    public string? HistoryCursor { get; init; }

    /// <summary>The id of the effect that made this ticket, if the marker named <c>entente</c> is on it.</summary>
    public string? Marker { get; init; }

    /// <summary>True when the tracker refuses further comments for good (Zendesk's closed).</summary>
    public bool IsFinal { get; init; }

    /// <summary>The product's own fields under its own names, as rules read them in <c>ticket</c>, ordinal order.</summary>
    public required IReadOnlyDictionary<string, CelValue> Fields { get; init; }

    /// <summary>All comments, oldest first, internal ones included.</summary>
    public required IReadOnlyList<TicketComment> Comments { get; init; }

    /// <summary>All attachments, oldest first.</summary>
    public required IReadOnlyList<TicketAttachment> Attachments { get; init; }
}
