using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// A write as the calls that Azure DevOps needs for it. Pure. One PATCH is one revision, and a work item has 10,000 of them, so fields, files and the
/// first comment travel together. A state is written after the create, for a new work item begins in its type's first state.
/// </summary>
internal static class AzureDevOpsSplit
{
    public static IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) =>
        current is null ? New(write) : Existing(write, Adjusted(write.Fields, current));

    private static List<WriteStep> New(TicketWrite write)
    {
        static bool IsLater(string field) => field is AzureDevOpsSchema.State or AzureDevOpsSchema.Reason;
        List<WriteStep> steps =
        [
            new(WriteKind.Create)
            {
                Fields = Where(write.Fields, field => !IsLater(field)), Files = write.Files, FollowUpOf = write.FollowUpOf,
            },
        ];
        return [.. steps, .. Existing(write with { Files = [] }, Where(write.Fields, IsLater))];
    }

    private static List<WriteStep> Existing(TicketWrite write, SortedDictionary<string, CelValue> fields)
    {
        List<WriteStep> steps = [];
        var comments = write.Comments.ToList();
        if (fields.Count > 0)
        {
            var first = comments is [{ EditOf: null } comment, ..] ? comment : null;
            steps.Add(new WriteStep(WriteKind.Update) { Fields = fields, Files = write.Files, Comment = first });
            if (first is not null)
                comments.RemoveAt(0);
        }
        else if (write.Files.Count > 0)
        {
            steps.Add(new WriteStep(WriteKind.AddAttachment) { Files = write.Files });
        }

        if (write.Partner is { } partner)
            steps.Add(new WriteStep(WriteKind.LinkBack) { Partner = partner });
        foreach (var comment in comments)
            AddComment(steps, comment);
        return steps;
    }

    // An edit goes to the comment's own address, which takes no files.
    private static void AddComment(List<WriteStep> steps, CommentWrite comment)
    {
        if (comment.EditOf is null)
        {
            steps.Add(new WriteStep(WriteKind.AddComment) { Comment = comment });
            return;
        }

        if (comment.Files.Count > 0)
            steps.Add(new WriteStep(WriteKind.AddAttachment) { Files = comment.Files });
        steps.Add(new WriteStep(WriteKind.EditComment) { Comment = comment with { Files = [] } });
    }

    /// <summary>Tags with our marker, which a replacement of all tags would lose; of relations only those that are missing.</summary>
    private static SortedDictionary<string, CelValue> Adjusted(IReadOnlyDictionary<string, CelValue> fields, TicketSnapshot current)
    {
        var adjusted = new SortedDictionary<string, CelValue>(fields.ToDictionary(), StringComparer.Ordinal);
        if (fields.TryGetValue(AzureDevOpsSchema.Tags, out var tags))
            adjusted[AzureDevOpsSchema.Tags] = CelValue.List(
            [
                .. AzureDevOpsTags.Of(tags).Concat(current.Marker is { } marker ? [AzureDevOpsTags.Marker(marker)] : []).Select(CelValue.String),
            ]);
        if (fields.TryGetValue(AzureDevOpsSchema.Relations, out var wanted))
        {
            var held = current.Fields.GetValueOrDefault(AzureDevOpsSchema.Relations, CelValue.Null);
            if (AzureDevOpsHolds.MissingRelations(held, wanted) is { Count: > 0 } missing)
                adjusted[AzureDevOpsSchema.Relations] = CelValue.List(missing);
            else
                adjusted.Remove(AzureDevOpsSchema.Relations);
        }

        return adjusted;
    }

    private static SortedDictionary<string, CelValue> Where(IReadOnlyDictionary<string, CelValue> fields, Func<string, bool> isWanted) =>
        new(fields.Where(field => isWanted(field.Key)).ToDictionary(), StringComparer.Ordinal);
}
