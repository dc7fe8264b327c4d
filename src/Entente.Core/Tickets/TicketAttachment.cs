namespace Entente.Core.Tickets;

/// <summary>One attachment as its tracker lists it; the bytes are fetched by <see cref="IConnector.OpenAttachmentAsync"/>.</summary>
/// <param name="NativeId">Unique within the ticket.</param>
/// <param name="Name">The file's name as its author gave it: data, never a path.</param>
/// <param name="Bytes">Length that the tracker states.</param>
/// <param name="Locator">What the connector needs to fetch it; opaque elsewhere, never shown to a partner.</param>
public sealed record TicketAttachment(string NativeId, string Name, string MediaType, long Bytes, string Locator)
{
    /// <summary>When it was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who added it.</summary>
    public required TicketPerson Author { get; init; }

    /// <summary>False when it hangs on an internal note.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>Native id of the comment that brought it, where the product ties files to comments.</summary>
    public string? CommentId { get; init; }
}
