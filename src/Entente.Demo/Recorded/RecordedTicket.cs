using Entente.Demo.Trackers.Shelves;

namespace Entente.Demo.Recorded;

/// <summary>One recorded ticket on its way: where it came from, what it is known by, and its twin once that was found.</summary>
/// <param name="From">The tracker that recorded it.</param>
/// <param name="To">The tracker in which the accord gives it a twin.</param>
/// <param name="Source">Its id at <paramref name="From"/>.</param>
/// <param name="Title">Its title when it was shared, token and all.</param>
/// <param name="Token">What its title was given, so that repeats of one text can be told apart.</param>
internal sealed record RecordedTicket(ITicketShelf From, ITicketShelf To, string Source, string Title, string Token)
{
    /// <summary>Its twin's id; null until that was found.</summary>
    public string? Twin { get; set; }

    /// <summary>How reports name the way, e.g. <c>zendesk to jira</c>.</summary>
    public string Direction => $"{From.Product} to {To.Product}";
}
