using System.Globalization;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// The probe ladder (RELIABILITY 2.3, 2.6). A change was conditional on a revision, so what became of it stands in the next one: that is ours, or
/// ours was refused. All is read by id, which may show absence (Invariant 10).
/// </summary>
internal sealed class AzureDevOpsProbe(
    AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsIdWindow window, AzureDevOpsReader reader, AzureDevOpsAnswers answers)
{
    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) => effect.Step.Kind switch
    {
        WriteKind.Create => window.ProbeAsync(effect, call, cancellation),
        WriteKind.EditComment => EditAsync(effect, cancellation),
        WriteKind.LinkBack => LinkAsync(effect, cancellation),
        _ => ChangeAsync(effect, call, cancellation),
    };

    private async Task<ProbeOutcome> ChangeAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        var ticket = AzureDevOpsWriter.Ticket(effect);
        var item = await reader.ItemAsync(ticket, cancellation);
        var mapping = await directory.MappingAsync(item, cancellation);
        if (item.Items("relations").Any(relation => AzureDevOpsFile.IsOf(relation, effect.EffectId)))
            return await FoundAsync("our marker on a relation", item);
        if (AzureDevOpsHint.Parse(call.Hint) is not { Number: var rev })
            return new ProbeOutcome(ProbeVerdict.Unknown, null, "no revision was noted before the change");
        if (AzureDevOpsMapping.Rev(item) <= rev)
        {
            // Links make no revision, and what changes nothing makes none either.
            return IsFieldsOnly(effect.Step) && HoldsAll(effect.Step, item, mapping)
                ? await FoundAsync("the fields as wanted", item)
                : new ProbeOutcome(ProbeVerdict.Absent, null, $"still revision {rev}");
        }

        var next = await client.GetAsync(
            AzureDevOpsClient.Path($"_apis/wit/workItems/{ticket}/revisions/{rev + 1}?$expand=all"), cancellation);
        var rung = string.Create(CultureInfo.InvariantCulture, $"revision {rev + 1}");
        return IsOurs(effect, next, mapping)
            ? await FoundAsync(rung, Merged(item, next))
            : new ProbeOutcome(ProbeVerdict.Absent, null, rung);

        async Task<ProbeOutcome> FoundAsync(string how, JsonElement of) =>
            new(ProbeVerdict.Found, await answers.ResultAsync(effect, call, of, cancellation), how);
    }

    /// <summary>
    /// Whether a revision is what the effect was to make: by our account, with our text or our values. Its markup may have been tidied.
    /// </summary>
    private bool IsOurs(EffectCall effect, JsonElement revision, AzureDevOpsMapping mapping)
    {
        if (!mapping.People.IsHub(revision.Member("fields")?.Member(AzureDevOpsSchema.ChangedBy)) || !HoldsAll(effect.Step, revision, mapping))
            return false;
        if (effect.Step.Comment is not { } comment)
            return effect.Step.Fields.Count > 0 || FilesArrived(effect, revision);
        var said = revision.Member("fields")?.Text(AzureDevOpsSchema.History) ?? "";
        return AzureDevOpsRichText.SaysTheSame(
            AzureDevOpsRichText.Read(said, isMarkdown: false),
            AzureDevOpsRichText.Read(AzureDevOpsWriter.Html(comment, reader.InternalMark), isMarkdown: false));
    }

    private static bool FilesArrived(EffectCall effect, JsonElement revision) =>
        revision.Items("relations").Any(relation => AzureDevOpsFile.IsOf(relation, effect.EffectId));

    private static bool IsFieldsOnly(WriteStep step) => step.Fields.Count > 0 && step.Comment is null && step.Files.Count == 0;

    private static bool HoldsAll(WriteStep step, JsonElement item, AzureDevOpsMapping mapping)
    {
        var held = mapping.Fields.Read(item);
        return step.Fields.All(field => AzureDevOpsHolds.Holds(field.Key, held.GetValueOrDefault(field.Key, CelValue.Null), field.Value));
    }

    // The comment stands in its own revision; where it is not told there, the comments of the work item are asked.
    private static JsonElement Merged(JsonElement item, JsonElement revision) => revision.Member("commentVersionRef") is null ? item : revision;

    private async Task<ProbeOutcome> EditAsync(EffectCall effect, CancellationToken cancellation)
    {
        const string rung = "the comment's text";
        var wanted = effect.Step.Comment!;
        var item = await reader.ItemAsync(AzureDevOpsWriter.Ticket(effect), cancellation);
        var held = (await reader.CommentsOfAsync(item, cancellation))
            .FirstOrDefault(comment => AzureDevOpsComments.IdOf(comment)?.ToString(CultureInfo.InvariantCulture) == wanted.EditOf);
        if (held.ValueKind != JsonValueKind.Object)
            return new ProbeOutcome(ProbeVerdict.Absent, null, rung);
        var isThere = AzureDevOpsRichText.SaysTheSame(
            AzureDevOpsRichText.Read(held.Text("text") ?? "", AzureDevOpsComments.IsMarkdown(held)),
            AzureDevOpsRichText.Read(AzureDevOpsWriter.Html(wanted, reader.InternalMark), isMarkdown: false));
        return isThere
            ? new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = effect.NativeId!, ItemId = wanted.EditOf }, rung)
            : new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }

    private async Task<ProbeOutcome> LinkAsync(EffectCall effect, CancellationToken cancellation)
    {
        const string rung = "relations by id";
        var item = await reader.ItemAsync(AzureDevOpsWriter.Ticket(effect), cancellation);
        var isThere = item.Items("relations").Any(relation =>
            relation.Text("rel") == "Hyperlink" && relation.Text("url") == effect.Step.Partner!.Address.AbsoluteUri);
        return isThere
            ? new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = effect.NativeId! }, rung)
            : new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }
}
