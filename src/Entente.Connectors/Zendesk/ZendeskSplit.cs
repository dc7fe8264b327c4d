using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>
/// Splits a write into calls. Pure. One update takes all field changes and one comment with its files, and a ticket takes only 30 updates in ten
/// minutes, so they travel together. A write that closes the ticket comes last: afterwards nothing is taken.
/// </summary>
internal static class ZendeskSplit
{
    public static IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current)
    {
        var items = write.Comments.Select(comment => new WriteStep(WriteKind.AddComment) { Comment = comment }).ToList();
        if (current is null)
            return [Create(write), .. items, .. LinkBack(write)];
        if (write.Files.Count > 0)
            items.Add(new WriteStep(WriteKind.AddAttachment) { Files = write.Files });
        items.AddRange(LinkBack(write));
        return WithFields(write, items);
    }

    private static WriteStep Create(TicketWrite write) =>
        new(WriteKind.Create) { Fields = write.Fields, Files = write.Files, FollowUpOf = write.FollowUpOf };

    private static IEnumerable<WriteStep> LinkBack(TicketWrite write) =>
        write.Partner is null ? [] : [new WriteStep(WriteKind.LinkBack) { Partner = write.Partner }];

    private static List<WriteStep> WithFields(TicketWrite write, List<WriteStep> items)
    {
        if (write.Fields.Count == 0)
            return items;
        var at = Closes(write) ? items.Count - 1 : 0;
        if (at >= 0 && at < items.Count && items[at].Comment is { } comment)
            items[at] = new WriteStep(WriteKind.Update) { Fields = write.Fields, Comment = comment };
        else
            items.Insert(Closes(write) ? items.Count : 0, new WriteStep(WriteKind.Update) { Fields = write.Fields });
        return items;
    }

    private static bool Closes(TicketWrite write) =>
        write.Fields.TryGetValue("status", out var status) && status.Kind == CelKind.String && status.AsString() == "closed";
}
