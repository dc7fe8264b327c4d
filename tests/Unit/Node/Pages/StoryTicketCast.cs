using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Cases;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Unit.Tests.Node.Pages;

/// <summary>A ticket of a told story, and the facts that its journal would hold.</summary>
internal sealed record StoryTicketCast(string Connection, string Party, string NativeId, string Key, Uri Address)
{
    private static readonly ImmutableSortedDictionary<string, Outcome> NoOutcomes =
        ImmutableSortedDictionary.Create<string, Outcome>(StringComparer.Ordinal);

    public TicketAddress Ticket { get; } = new(Ids.Ticket(Connection, NativeId), Party, Connection);

    /// <summary>The first read, which tells where the ticket is.</summary>
    public Fact Read(DateTimeOffset at, params CaseEvent[] events) => new Observed(
        new TicketSnapshot
        {
            NativeId = NativeId,
            Key = Key,
            Address = Address,
            Revision = "1",
            Created = at,
            Updated = at,
            Fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal),
            Comments = [],
            Attachments = [],
        },
        "poll", IsYoung: false, [], [.. events]);

    public CaseEvent Event(DateTimeOffset at, CaseEventKind kind, string by = "", string value = "", string reason = "") =>
        new(at, kind, Party, by, value, reason, $"{kind}-{at.UtcTicks}");

    /// <summary>A comment that somebody writes here.</summary>
    public SharedComment Comment(DateTimeOffset at, string id, string author, string text, bool isPublic = true) =>
        new($"{Connection}:{id}", author, null, Party, isPublic, RichTextFormats.Read("markdown", text), at);

    public CaseEvent Said(SharedComment comment) => new(
        comment.Created, CaseEventKind.Comment, Party, comment.Author, NativeId: $"comment:{comment.Origin[(Connection.Length + 1)..]}")
    {
        IsPublic = comment.IsPublic,
    };

    /// <summary>What arrives here from another ticket, and that it was written.</summary>
    public static IReadOnlyList<Fact> Takes(
        string caseId, StoryTicketCast from, DateTimeOffset at, string description = "", params SharedComment[] comments)
    {
        var envelope = new ReplicaEnvelope
        {
            Link = "link",
            CaseId = caseId,
            Lamport = 1,
            LastSeen = 0,
            Hops = [from.Connection],
            At = at,
            Comments = [.. comments],
        };
        if (description.Length > 0)
            envelope = envelope with { Fields = envelope.Fields.Add("description", RichTextValue.Of(RichTextFormats.Read("markdown", description))) };
        var outcomes = NoOutcomes.AddRange(
            comments.Select(comment => KeyValuePair.Create($"comment:{comment.Origin}", new Outcome(ChangeStage.Applied))));
        return [new Taken("twin", 1, "", envelope, []), new Finished("twin", 1, 1, "", outcomes)];
    }
}
