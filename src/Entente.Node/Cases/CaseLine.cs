using Entente.Core.Cases;

namespace Entente.Node.Cases;

/// <summary>A case as lists show it.</summary>
/// <param name="Parked">How many of its tickets are parked.</param>
public sealed record CaseLine(
    string CaseId, string Title, IReadOnlyList<StoryTicket> Tickets, CaseStanding Standing, DateTimeOffset Updated, int Parked)
{
    public static CaseLine Of(CaseStory story, DateTimeOffset updated, int parked) =>
        new(story.CaseId, story.Title, story.Tickets, story.Standing, updated, parked);

    public IReadOnlyList<string> Parties => [.. Tickets.Select(ticket => ticket.Party).Distinct(StringComparer.Ordinal)];
}
