using Entente.Demo.Checking;

namespace Entente.Demo.Trackers.Shelves;

/// <summary>One tracker, seen as every tracker can be seen: tickets with a title, a mark, a thread and a few fields.</summary>
internal interface ITicketShelf
{
    Toward Tracker { get; }

    /// <summary>How reports and folders of recorded tickets name the product.</summary>
    string Product { get; }

    /// <summary>Longest title that the tracker keeps, in UTF-16 units.</summary>
    int TitleLimit { get; }

    /// <summary>Every ticket that the tracker lists, oldest first.</summary>
    Task<IReadOnlyList<ShelfTicket>> TicketsAsync(CancellationToken cancellation);

    /// <summary>Gives a ticket its title and the visible mark by which the accord shares it.</summary>
    Task MarkAsync(string id, string title, string mark, CancellationToken cancellation);

    Task RetitleAsync(string id, string title, CancellationToken cancellation);

    /// <summary>A public comment.</summary>
    /// <param name="asOther">By a second person, where the tracker has one in the story.</param>
    Task CommentAsync(string id, string text, bool asOther, CancellationToken cancellation);

    /// <summary>What people read on the ticket, oldest first.</summary>
    Task<IReadOnlyList<string>> ThreadAsync(string id, CancellationToken cancellation);

    Task<ShelfFields> FieldsAsync(string id, CancellationToken cancellation);
}

/// <summary>A ticket in a list.</summary>
/// <param name="Name">What people call it, e.g. <c>INC0010002</c>.</param>
/// <param name="Obstacle">Why nobody can mark, edit and comment it, after "since"; null where everybody can.</param>
internal sealed record ShelfTicket(string Id, string Name, string Title, string? Obstacle = null);

/// <summary>What a ticket says, in its tracker's own words; the description as the text that people read. Empty for what is absent.</summary>
internal sealed record ShelfFields(string Summary, string Description, string Priority, string Class);
