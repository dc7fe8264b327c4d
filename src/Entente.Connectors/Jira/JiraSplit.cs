using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// A write as the calls that Jira needs for it. Pure. Fields go in one edit; a status only through a transition; every comment, file and link is
/// a call of its own. Files stand before the comment that speaks of them, so that whoever reads it can open them.
/// </summary>
internal static class JiraSplit
{
    public static IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current)
    {
        List<WriteStep> steps = [];
        var hasStatus = write.Fields.ContainsKey("status");
        // Without a status there is no transition to carry a resolution: then only an edit can, where the screen has it.
        bool BelongsToTransition(string field) => field == "status" || (field == "resolution" && hasStatus);
        bool IsCreateOnly(string field) => JiraSchema.Standard.Fields.TryGetValue(field, out var known) && known.Write == FieldWrite.OnCreate;
        var edited = Where(write.Fields, field => !BelongsToTransition(field) && (current is null ? field == "resolution" : !IsCreateOnly(field)));

        if (current is null)
            steps.Add(new WriteStep(WriteKind.Create)
            {
                Fields = Where(write.Fields, field => field is not "status" and not "resolution"),
                FollowUpOf = write.FollowUpOf,
            });
        if (write.Partner is { } partner)
            steps.Add(new WriteStep(WriteKind.LinkBack) { Partner = partner });
        steps.AddRange(write.Files.Select(File));
        if (edited.Count > 0)
            steps.Add(new WriteStep(WriteKind.Update) { Fields = edited });
        if (hasStatus)
            steps.Add(new WriteStep(WriteKind.Transition) { Fields = Where(write.Fields, field => !IsCreateOnly(field)) });
        foreach (var comment in write.Comments)
        {
            steps.AddRange(comment.Files.Select(File));
            steps.Add(new WriteStep(comment.EditOf is null ? WriteKind.AddComment : WriteKind.EditComment) { Comment = comment });
        }

        return steps;
    }

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
