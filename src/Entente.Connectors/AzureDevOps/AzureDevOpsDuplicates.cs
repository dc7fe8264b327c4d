using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Second carriers of our marker, and what becomes of them: a second work item is related to the first as its duplicate, told so and removed, or
/// closed where its type has no removed state. A comment or a file cannot be there twice: both are written on condition of a revision.
/// </summary>
internal sealed class AzureDevOpsDuplicates(AzureDevOpsClient client, AzureDevOpsDirectory directory, AzureDevOpsIdWindow window)
{
    private const string DuplicateOf = "System.LinkTypes.Duplicate-Reverse";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<Carrier>> FindAsync(MarkedWrite write, CancellationToken cancellation)
    {
        if (write.Kind != WriteKind.Create)
            return [];
        var items = await window.CarriersAsync(write.EffectId, cancellation);
        return
        [
            .. items.Select(item => new Carrier(
                    item.Id("id")!, "#" + item.Id("id"), item.Member("fields")?.Time("System.CreatedDate") ?? DateTimeOffset.MinValue))
                .Where(carrier => carrier.Created >= write.Since - Skew),
        ];
    }

    public static IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) =>
        [new Retirement("close", write.Kind, duplicate.Id, duplicate.Key, write.Ticket, keptKey).ToStep()];

    public async Task<PreparedCall> PrepareAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        var item = await ItemAsync(retirement, cancellation);
        var patch = new AzureDevOpsPatch((await directory.MappingAsync(null, cancellation)).Fields);
        patch.Test(AzureDevOpsMapping.Rev(item));
        if (!IsRelated(item, retirement))
            patch.Relate(DuplicateOf, Address(retirement.Kept), new JsonObject { ["comment"] = AzureDevOpsTags.Marker(effect.EffectId) });
        if (await EndAsync(item, cancellation) is { } state)
            patch.State(state);
        patch.Comment(System.Net.WebUtility.HtmlEncode(retirement.ToText()));
        return new PreparedCall(
            "PATCH",
            AzureDevOpsClient.Path($"_apis/wit/workitems/{retirement.Duplicate}?$expand=relations"),
            AzureDevOpsClient.Headers("application/json-patch+json"),
            patch.Bytes);
    }

    public async Task<WriteResult> SendAsync(Retirement retirement, PreparedCall call, CancellationToken cancellation)
    {
        await client.SendAsync(call, cancellation);
        return Done(retirement);
    }

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        const string rung = "relations of the duplicate";
        return IsRelated(await ItemAsync(retirement, cancellation), retirement)
            ? new ProbeOutcome(ProbeVerdict.Found, Done(retirement), rung)
            : new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }

    /// <summary>The state in which work of this type is out of the way; null when it is in such a state already, or its type has none.</summary>
    private async Task<string?> EndAsync(JsonElement item, CancellationToken cancellation)
    {
        var fields = item.Member("fields") ?? throw TransportFailures.Unreadable(CallEffect.None, "the work item has no fields");
        var (project, type) = (fields.Text(AzureDevOpsSchema.Project) ?? "", fields.Text(AzureDevOpsSchema.Type) ?? "");
        var answer = await client.GetAsync(AzureDevOpsClient.Path($"{project}/_apis/wit/workitemtypes/{type}/states"), cancellation);
        List<(string Name, string Category)> ends =
        [
            .. answer.Items("value").Select(state => (state.Text("name") ?? "", state.Text("category") ?? ""))
                .Where(state => state.Item2 is "Removed" or "Completed").OrderByDescending(state => state.Item2 == "Removed"),
        ];
        return ends.Exists(state => state.Name == fields.Text("System.State")) || ends.Count == 0 ? null : ends[0].Name;
    }

    private Task<JsonElement> ItemAsync(Retirement retirement, CancellationToken cancellation) =>
        client.GetAsync(AzureDevOpsClient.Path($"_apis/wit/workitems/{retirement.Duplicate}?$expand=relations"), cancellation);

    private static bool IsRelated(JsonElement item, Retirement retirement) => item.Items("relations").Any(relation =>
        relation.Text("rel") == DuplicateOf && relation.Text("url")?.EndsWith("/" + retirement.Kept, StringComparison.Ordinal) == true);

    private string Address(string id) =>
        $"{client.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/_apis/wit/workItems/{Uri.EscapeDataString(id)}";

    private static WriteResult Done(Retirement retirement) => new() { NativeId = retirement.Kept };
}
