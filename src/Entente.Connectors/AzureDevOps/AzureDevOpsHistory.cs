using System.Globalization;
using System.Text.Json;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// A work item's updates to history steps. Pure. An update is a revision, or a link from another item, which makes none. Its
/// <c>revisedDate</c> is when the next one came, 9999 for the newest; when it was made stands among its fields.
/// </summary>
internal static class AzureDevOpsHistory
{
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The update's number within its work item.</summary>
    public static long Id(JsonElement update) => update.Number("id") ?? 0;

    public static long Rev(JsonElement update) => update.Number("rev") ?? 0;

    /// <summary>Steps, oldest first, of the revisions after the one known and up to the one read.</summary>
    /// <param name="item">The work item as it was read, for the format of its long fields.</param>
    public static IReadOnlyList<HistoryStep> Steps(
        IEnumerable<JsonElement> updates, (long After, long UpTo) revisions, JsonElement item, AzureDevOpsMapping mapping) =>
    [
        .. updates.Where(update => Rev(update) > revisions.After && Rev(update) <= revisions.UpTo)
            .DistinctBy(Id).OrderBy(Id)
            .Select(update => Step(update, item, mapping))
            .Where(step => step.Fields.Count > 0),
    ];

    private static HistoryStep Step(JsonElement update, JsonElement item, AzureDevOpsMapping mapping) => new(
        Id(update).ToString(CultureInfo.InvariantCulture),
        At(update),
        mapping.People.Person(update.Member("revisedBy") ?? update.Member("fields")?.Member(AzureDevOpsSchema.ChangedBy)?.Member("newValue")),
        [.. Fields(update, item, mapping)]);

    private static IEnumerable<FieldStep> Fields(JsonElement update, JsonElement item, AzureDevOpsMapping mapping)
    {
        if (update.Member("fields") is not { ValueKind: JsonValueKind.Object } fields)
            yield break;
        foreach (var field in fields.EnumerateObject().Where(field => AzureDevOpsSchema.IsRead(field.Name)))
        {
            var isMarkdown = AzureDevOpsFields.IsMarkdown(item, field.Name);
            var before = mapping.Fields.Value(field.Name, field.Value.Member("oldValue"), isMarkdown);
            var after = mapping.Fields.Value(field.Name, field.Value.Member("newValue"), isMarkdown);
            if (before != after)
                yield return new FieldStep(field.Name, before, after);
        }
    }

    private static DateTimeOffset At(JsonElement update) =>
        update.Member("fields")?.Member("System.ChangedDate")?.Time("newValue")
        ?? (update.Time("revisedDate") is { } revised && revised < Never ? revised : DateTimeOffset.UnixEpoch);
}
