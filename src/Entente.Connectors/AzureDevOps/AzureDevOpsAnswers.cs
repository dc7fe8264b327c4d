using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Makes prepared calls and reads their answers, which carry the whole work item as stored. Only which comment was made may be missing: then it is
/// asked for, and a write that is known to be done stays done whatever comes of that question.
/// </summary>
internal sealed class AzureDevOpsAnswers(AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsReader reader)
{
    public async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        // Before the call, so that nothing stands between its answer and our knowing it.
        var mapping = await directory.MappingAsync(null, cancellation);
        try
        {
            var answer = await client.SendAsync(call, cancellation);
            return effect.Step.Kind switch
            {
                WriteKind.Create => Created(effect, call, answer.Json()),
                WriteKind.EditComment => Edited(effect, answer.Json()),
                _ => await ChangedAsync(effect, call, (answer.Json(), mapping), cancellation),
            };
        }
        catch (ConnectorException linked) when (effect.Step.Kind == WriteKind.LinkBack && linked.Code == AzureDevOpsCodes.RelationExists)
        {
            return new WriteResult { NativeId = AzureDevOpsWriter.Ticket(effect) };
        }
    }

    /// <summary>A change as done: by its answer, or by the work item that a probe read.</summary>
    public async Task<WriteResult> ResultAsync(EffectCall effect, PreparedCall call, JsonElement item, CancellationToken cancellation)
    {
        var files = AzureDevOpsHint.Parse(call.Hint)?.FileIds ?? [];
        return new WriteResult
        {
            NativeId = AzureDevOpsWriter.Ticket(effect),
            ItemId = effect.Step.Comment is { } comment ? await CommentIdAsync(comment, item, cancellation) : SoleFile(effect.Step, files),
            FileIds = Arrived(files, item),
        };
    }

    private static WriteResult Created(EffectCall effect, PreparedCall call, JsonElement item)
    {
        var id = item.Id("id") ?? throw TransportFailures.Unreadable(CallEffect.Ticket, "it names no id");
        var tags = item.Member("fields")?.Text(AzureDevOpsSchema.Tags);
        // A proxy mixed answers up (RELIABILITY T07): what became of ours is open.
        return tags is null || AzureDevOpsTags.EffectIn(tags) == effect.EffectId
            ? new WriteResult { NativeId = id, FileIds = Arrived(AzureDevOpsHint.Parse(call.Hint)?.FileIds ?? [], item) }
            : throw Foreign(id);
    }

    private static WriteResult Edited(EffectCall effect, JsonElement comment) =>
        AzureDevOpsComments.IdOf(comment)?.ToString(CultureInfo.InvariantCulture) == effect.Step.Comment!.EditOf
            ? new WriteResult { NativeId = AzureDevOpsWriter.Ticket(effect), ItemId = effect.Step.Comment.EditOf }
            : throw Foreign(comment.Id("workItemId") ?? "?");

    private async Task<WriteResult> ChangedAsync(
        EffectCall effect, PreparedCall call, (JsonElement Item, AzureDevOpsMapping Mapping) answer, CancellationToken cancellation)
    {
        if (answer.Item.Id("id") is var id && id != effect.NativeId)
            throw id is null ? TransportFailures.Unreadable(CallEffect.Ticket, "it names no id") : Foreign(id);
        var result = await ResultAsync(effect, call, answer.Item, cancellation);
        // The link to the partner is written whatever the revision is: its answer may hide a comment that nobody has read yet.
        return effect.Step.Kind == WriteKind.LinkBack ? result : result with { Stored = Stored(effect.Step, answer.Item, answer.Mapping) };
    }

    /// <summary>
    /// The work item as stored. What is not told is left out: relations that the answer does not carry, and the reason, which follows a new state by
    /// itself and would make our own write look like another's.
    /// </summary>
    private static TicketSnapshot Stored(WriteStep step, JsonElement item, AzureDevOpsMapping mapping)
    {
        var stored = mapping.Snapshot(item, effect: CallEffect.Ticket);
        var fields = new SortedDictionary<string, CelValue>(stored.Fields.ToDictionary(), StringComparer.Ordinal);
        foreach (var field in step.Fields.Keys)
            fields.TryAdd(field, mapping.Fields.Empty(field));
        if (step.Fields.ContainsKey(AzureDevOpsSchema.State) && !step.Fields.ContainsKey(AzureDevOpsSchema.Reason))
            fields.Remove(AzureDevOpsSchema.Reason);
        if (item.Member("relations") is null)
            fields.Remove(AzureDevOpsSchema.Relations);
        return stored with { Fields = fields };
    }

    private async Task<string?> CommentIdAsync(CommentWrite comment, JsonElement item, CancellationToken cancellation)
    {
        if (item.Member("commentVersionRef")?.Id("commentId") is { } told)
            return told;
        try
        {
            var people = directory.People;
            var newest = (await reader.CommentsOfAsync(item, cancellation))
                .Where(held => people.IsHub(held.Member("createdBy")) && AzureDevOpsComments.IdOf(held) is not null)
                .OrderByDescending(AzureDevOpsComments.IdOf)
                .FirstOrDefault(held => IsSame(held, comment));
            return newest.ValueKind == JsonValueKind.Object ? AzureDevOpsComments.IdOf(newest)?.ToString(CultureInfo.InvariantCulture) : null;
        }
        catch (ConnectorException)
        {
            return null;
        }
    }

    private bool IsSame(JsonElement held, CommentWrite comment) => AzureDevOpsRichText.SaysTheSame(
        AzureDevOpsRichText.Read(held.Text("text") ?? "", AzureDevOpsComments.IsMarkdown(held)),
        AzureDevOpsRichText.Read(AzureDevOpsWriter.Html(comment, reader.InternalMark), isMarkdown: false));

    private static string? SoleFile(WriteStep step, IReadOnlyList<string> files) =>
        step.Kind == WriteKind.AddAttachment && files is [var only] ? only : null;

    /// <summary>The files' ids; empty for one that the work item does not show.</summary>
    private static IReadOnlyList<string> Arrived(IReadOnlyList<string> files, JsonElement item)
    {
        if (item.Member("relations") is null)
            return files;
        var there = item.Items("relations").Select(AzureDevOpsFile.Of).Select(file => file?.Id).ToHashSet(StringComparer.Ordinal);
        return [.. files.Select(id => there.Contains(id) ? id : "")];
    }

    private static ConnectorException Foreign(string id) =>
        new(FailureKind.Ambiguous, AzureDevOpsCodes.ForeignAnswer, $"Azure DevOps answered with another work item ({id}).");
}
