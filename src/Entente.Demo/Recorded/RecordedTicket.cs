using Entente.Demo.Checking;

namespace Entente.Demo.Recorded;

/// <summary>One recorded ticket on its way: where it came from, what it is known by, and its twin once that was found.</summary>
/// <param name="From">The tracker that recorded it.</param>
/// <param name="Source">Its id in Zendesk or key in Jira.</param>
/// <param name="Title">Its title when it was shared, token and all.</param>
/// <param name="Token">What its title was given, so that repeats of one text can be told apart.</param>
internal sealed record RecordedTicket(Toward From, string Source, string Title, string Token)
{
    public string? Twin { get; set; }

    public string Zendesk => From == Toward.Zendesk ? Source : Twin!;

    public string Jira => From == Toward.Jira ? Source : Twin!;
}
