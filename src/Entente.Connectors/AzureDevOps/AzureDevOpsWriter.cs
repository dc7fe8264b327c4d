using System.Text;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>Turns steps into exact bytes, with the look-ups and uploads that they need.</summary>
internal sealed class AzureDevOpsWriter(
    AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsIdWindow window, AzureDevOpsOptions options)
{
    private const string PatchType = "application/json-patch+json";

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Kind switch
    {
        WriteKind.Create => CreateAsync(effect, cancellation),
        WriteKind.EditComment => EditAsync(effect, cancellation),
        WriteKind.LinkBack => LinkAsync(effect, cancellation),
        WriteKind.Update or WriteKind.Transition or WriteKind.AddComment or WriteKind.AddAttachment => ChangeAsync(effect, cancellation),
        WriteKind.Retire => throw new InvalidOperationException("A retirement is AzureDevOpsDuplicates' matter."),
    };

    /// <summary>The files that go along with a step, in the order in which their ids are answered.</summary>
    public static IReadOnlyList<FileWrite> FilesOf(WriteStep step) => [.. step.Files, .. step.Comment?.Files ?? []];

    public static string Ticket(EffectCall effect) =>
        effect.NativeId ?? throw new InvalidOperationException($"A step of kind {effect.Step.Kind} needs a ticket.");

    /// <summary>The HTML of a comment, with the mark of an internal one.</summary>
    public static string Html(CommentWrite comment, string mark, bool isMarkdown = false) =>
        AzureDevOpsRichText.Write(comment.IsPublic ? comment.Body : AzureDevOpsRichText.WithMark(comment.Body, mark), isMarkdown);

    private async Task<PreparedCall> CreateAsync(EffectCall effect, CancellationToken cancellation)
    {
        var fields = effect.Step.Fields;
        var (project, type) = (Needed(effect, AzureDevOpsSchema.Project), Needed(effect, AzureDevOpsSchema.Type));
        _ = Needed(effect, AzureDevOpsSchema.Title);
        var mapping = await directory.MappingAsync(null, cancellation);
        var patch = new AzureDevOpsPatch(mapping.Fields);
        patch.Make(fields, effect.EffectId);
        var files = await AttachAsync(effect, patch, cancellation);
        if (effect.Step.FollowUpOf is { } source)
            patch.Relate("System.LinkTypes.Related", ItemAddress(source), new JsonObject { ["comment"] = "Follow-up" });
        var head = await window.HeadAsync(cancellation);
        var path = AzureDevOpsClient.Path($"{project}/_apis/wit/workitems/${type}?$expand=relations");
        return new PreparedCall("POST", path, AzureDevOpsClient.Headers(PatchType), patch.Bytes, null, new AzureDevOpsHint(head, files).ToString());
    }

    private async Task<PreparedCall> ChangeAsync(EffectCall effect, CancellationToken cancellation)
    {
        var step = effect.Step;
        var mapping = await directory.MappingAsync(null, cancellation);
        var (rev, markdown) = await StateAsync(effect, mapping.Fields, cancellation);
        var patch = new AzureDevOpsPatch(mapping.Fields);
        patch.Test(rev);
        patch.Change(step.Fields, markdown);
        var files = await AttachAsync(effect, patch, cancellation);
        if (step.Comment is { } comment)
            patch.Comment(Html(comment, options.InternalMark));
        return Patch(effect, patch, new AzureDevOpsHint(rev, files));
    }

    /// <summary>
    /// The revision to write against and the fields that hold Markdown. Both are usually known: the first from the plan, the second because no long
    /// field is written; only otherwise the work item is asked.
    /// </summary>
    private async Task<(long Rev, IReadOnlySet<string> Markdown)> StateAsync(
        EffectCall effect, AzureDevOpsFields types, CancellationToken cancellation)
    {
        var markdown = new SortedSet<string>(StringComparer.Ordinal);
        var expected = AzureDevOpsMapping.RevOf(effect.ExpectedRevision);
        var hasLong = effect.Step.Fields.Keys.Any(types.IsRich);
        if (expected is { } rev && !hasLong)
            return (rev, markdown);
        var item = await client.GetAsync(AzureDevOpsClient.Path($"_apis/wit/workitems/{Ticket(effect)}"), cancellation);
        markdown.UnionWith(effect.Step.Fields.Keys.Where(field => AzureDevOpsFields.IsMarkdown(item, field)));
        return (expected ?? AzureDevOpsMapping.Rev(item), markdown);
    }

    // A page that is linked already is not linked twice, so this needs no condition.
    private async Task<PreparedCall> LinkAsync(EffectCall effect, CancellationToken cancellation)
    {
        var partner = effect.Step.Partner!;
        var patch = new AzureDevOpsPatch((await directory.MappingAsync(null, cancellation)).Fields);
        var comment = $"{partner.PartyName} {partner.Key} ({AzureDevOpsTags.Marker(effect.EffectId)})";
        patch.Relate("Hyperlink", partner.Address.AbsoluteUri, new JsonObject { ["comment"] = comment });
        return Patch(effect, patch, null);
    }

    private async Task<PreparedCall> EditAsync(EffectCall effect, CancellationToken cancellation)
    {
        var comment = effect.Step.Comment!;
        var item = await client.GetAsync(AzureDevOpsClient.Path($"_apis/wit/workitems/{Ticket(effect)}"), cancellation);
        var project = AzureDevOpsMapping.ProjectOf(item) ?? throw TransportFailures.Unreadable(CallEffect.None, "the work item has no project");
        var held = await client.GetAsync(CommentPath(project, effect), cancellation);
        var isMarkdown = AzureDevOpsComments.IsMarkdown(held);
        var body = new JsonObject { ["text"] = Html(comment, options.InternalMark, isMarkdown) };
        var path = CommentPath(project, effect) + (isMarkdown ? "&format=markdown" : "");
        return new PreparedCall("PATCH", path, AzureDevOpsClient.Headers("application/json"), Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    /// <summary>Uploads the step's files and hangs them on the work item, each with the effect's id.</summary>
    /// <returns>The files' ids, in order.</returns>
    private async Task<IReadOnlyList<string>> AttachAsync(EffectCall effect, AzureDevOpsPatch patch, CancellationToken cancellation)
    {
        List<string> ids = [];
        foreach (var file in FilesOf(effect.Step))
        {
            var address = await client.UploadAsync(file, cancellation);
            var stored = AzureDevOpsFile.InAddress(address) ?? throw TransportFailures.Unreadable(CallEffect.None, "the upload has no id");
            ids.Add(stored.Id);
            patch.Attach(address, file, AzureDevOpsFile.Comment(effect.EffectId, effect.Step.Comment?.IsPublic ?? true));
        }

        return ids;
    }

    private static PreparedCall Patch(EffectCall effect, AzureDevOpsPatch patch, AzureDevOpsHint? hint) => new(
        "PATCH",
        AzureDevOpsClient.Path($"_apis/wit/workitems/{Ticket(effect)}?$expand=relations"),
        AzureDevOpsClient.Headers(PatchType),
        patch.Bytes,
        null,
        hint?.ToString());

    private static string CommentPath(string project, EffectCall effect) =>
        AzureDevOpsClient.CommentsPath($"{project}/_apis/wit/workItems/{Ticket(effect)}/comments/{effect.Step.Comment!.EditOf}");

    private string ItemAddress(string id) =>
        $"{client.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/_apis/wit/workItems/{Uri.EscapeDataString(id)}";

    private static string Needed(EffectCall effect, string field) =>
        effect.Step.Fields.TryGetValue(field, out var value) && value.Kind == Cel.CelKind.String && value.AsString().Trim() is { Length: > 0 } text
            ? text
            : throw new ConnectorException(
                FailureKind.Refused, AzureDevOpsCodes.NeedsField, $"A new work item needs {field}: let the accept rule give it.")
            {
                Field = field,
            };
}
