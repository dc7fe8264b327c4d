using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// A write as the calls that ServiceNow needs for it. Pure. Fields go in one update, first, so that it meets the revision that it was planned
/// against; one that closes the ticket goes last, for nothing is taken afterwards. Files stand before the comment that speaks of them. A create is
/// followed by an update of the same fields, which writes only what the create lost without a word, and mostly nothing.
/// </summary>
internal static class ServiceNowSplit
{
    public static IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current)
    {
        List<WriteStep> steps = [];
        var comments = write.Comments.ToList();
        var update = Update(write);
        var isLast = update is not null && State(write) == ServiceNowSchema.Closed;
        if (current is null)
            steps.Add(new WriteStep(WriteKind.Create) { Fields = Where(write.Fields, _ => true), FollowUpOf = write.FollowUpOf });
        // Waiting for the caller is refused without a comment in the very same update.
        if (update is not null && State(write) == ServiceNowSchema.OnHold && comments.FindIndex(comment => comment.IsPublic) is >= 0 and var at)
        {
            steps.AddRange(comments[at].Files.Select(File));
            update = update with { Comment = comments[at] };
            comments.RemoveAt(at);
        }

        if (update is not null && !isLast)
            steps.Add(update);
        if (write.Partner is { } partner)
            steps.Add(new WriteStep(WriteKind.LinkBack) { Partner = partner });
        steps.AddRange(write.Files.Select(File));
        foreach (var comment in comments)
        {
            steps.AddRange(comment.Files.Select(File));
            steps.Add(new WriteStep(WriteKind.AddComment) { Comment = comment });
        }

        if (update is not null && isLast)
            steps.Add(update);
        return steps;
    }

    private static WriteStep? Update(TicketWrite write)
    {
        var fields = Where(write.Fields, field => !IsCreateOnly(field));
        return fields.Count > 0 ? new WriteStep(WriteKind.Update) { Fields = fields } : null;
    }

    private static string? State(TicketWrite write) =>
        write.Fields.TryGetValue(ServiceNowSchema.State, out var state) && state.Kind == CelKind.String ? state.AsString().Trim() : null;

    private static bool IsCreateOnly(string field) =>
        ServiceNowSchema.Standard.Fields.TryGetValue(field, out var known) && known.Write == FieldWrite.OnCreate;

    private static WriteStep File(FileWrite file) => new(WriteKind.AddAttachment) { Files = [file] };

    private static SortedDictionary<string, CelValue> Where(IReadOnlyDictionary<string, CelValue> fields, Func<string, bool> isWanted)
    {
        var kept = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var (field, value) in fields)
            if (isWanted(field))
                kept[field] = value;
        return kept;
    }
}
