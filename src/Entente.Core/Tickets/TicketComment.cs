using Entente.Core.Text;

namespace Entente.Core.Tickets;

/// <summary>One comment as its tracker holds it.</summary>
/// <param name="NativeId">Unique within the ticket.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="IsPublic">False for internal notes: they stay home unless a rule says otherwise.</param>
public sealed record TicketComment(string NativeId, TicketPerson Author, bool IsPublic, RichText Body, DateTimeOffset Created)
{
    /// <summary>When the text was last changed; null when never.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>The id of the effect that wrote it, if its marker is on it.</summary>
    public string? Marker { get; init; }

    /// <summary>Native ids of the attachments that came with it, in order.</summary>
    public IReadOnlyList<string> AttachmentIds { get; init; } = [];
}
