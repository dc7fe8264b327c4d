using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// Second carriers of our marker, and what becomes of them: a second issue is linked as a duplicate, told so and closed, where its workflow lets it
/// be, else labelled; a second comment or file is deleted.
/// </summary>
internal sealed class JiraDuplicates(JiraClient client, JiraDirectory directory, JiraKeyWindow window)
{
    /// <summary>What an issue is labelled with that its workflow does not let the hub close.</summary>
    public const string Label = "entente-duplicate";

    private const string Link = "Duplicate";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);
    private static readonly SortedDictionary<string, string> NoHeaders = new(StringComparer.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<Carrier>> FindAsync(MarkedWrite write, CancellationToken cancellation)
    {
        var found = write.Kind switch
        {
            WriteKind.Create => await IssuesAsync(write, cancellation),
            WriteKind.AddComment => await CommentsAsync(write, cancellation),
            _ => await FilesAsync(write, cancellation),
        };
        return [.. found.Where(carrier => carrier.Created >= write.Since - Skew).OrderBy(carrier => carrier.Created)];
    }

    public static IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey)
    {
        string[] acts = write.Kind == WriteKind.Create ? ["link", "tell", "close"] : ["delete"];
        return [.. acts.Select(act => new Retirement(act, write.Kind, duplicate.Id, duplicate.Key, write.Ticket, keptKey).ToStep())];
    }

    public async Task<PreparedCall> PrepareAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation) => retirement.Act switch
    {
        "link" => JiraClient.Json("POST", JiraClient.Path($"issueLink"), new JsonObject
        {
            ["type"] = new JsonObject { ["name"] = Link },
            ["inwardIssue"] = new JsonObject { ["id"] = retirement.Duplicate }, // reads "duplicates" the outward one
            ["outwardIssue"] = new JsonObject { ["id"] = retirement.Kept },
        }),
        "tell" => JiraClient.Json("POST", JiraClient.Path($"issue/{retirement.Duplicate}/comment"), Told(effect.EffectId, retirement)),
        "close" => await CloseAsync(retirement, cancellation),
        _ => new PreparedCall("DELETE", DeletePath(retirement), NoHeaders, []),
    };

    public async Task<WriteResult> SendAsync(Retirement retirement, PreparedCall call, CancellationToken cancellation)
    {
        await client.SendAsync(call, cancellation);
        return Done(retirement);
    }

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, Retirement retirement, CancellationToken cancellation)
    {
        var isDone = retirement.Act switch
        {
            "link" => (await FieldsAsync(retirement, "issuelinks", cancellation)).Items("issuelinks").Any(link => IsLinked(link, retirement)),
            "tell" => (await client.GetAsync($"issue/{retirement.Duplicate}/comment?maxResults=100&orderBy=-created&expand=properties", cancellation))
                .Items("comments").Any(comment => JiraMapping.Marker(comment.Member("properties")) == effect.EffectId),
            "close" => IsOver(await FieldsAsync(retirement, "status,labels", cancellation)),
            _ => await client.FindAsync(
                retirement.Of == WriteKind.AddComment
                    ? (FormattableString)$"issue/{retirement.Kept}/comment/{retirement.Duplicate}"
                    : $"attachment/{retirement.Duplicate}",
                cancellation) is null,
        };
        return isDone
            ? new ProbeOutcome(ProbeVerdict.Found, Done(retirement), $"duplicate {retirement.Act}")
            : new ProbeOutcome(ProbeVerdict.Absent, null, $"duplicate {retirement.Act}");
    }

    private async Task<IEnumerable<Carrier>> IssuesAsync(MarkedWrite write, CancellationToken cancellation)
    {
        if (write.Hint is not { } hint)
            return [];
        var issues = write.IsDoubtful
            ? await window.CarriersAsync(write.EffectId, hint, cancellation)
            : await window.SearchedCarriersAsync(write.EffectId, hint, write.Since - TimeSpan.FromMinutes(1), cancellation);
        return issues.Select(issue => new Carrier(
            issue.Id("id")!, issue.Text("key") ?? issue.Id("id")!, issue.Member("fields")?.Instant("created") ?? DateTimeOffset.MinValue));
    }

    private async Task<IEnumerable<Carrier>> CommentsAsync(MarkedWrite write, CancellationToken cancellation)
    {
        var hub = await directory.HubAsync(cancellation);
        List<Carrier> found = [];
        for (var start = 0; ;)
        {
            var page = await client.GetAsync(
                $"issue/{write.Ticket}/comment?startAt={start}&maxResults=50&orderBy=-created&expand=properties", cancellation);
            List<JsonElement> comments = [.. page.Items("comments")];
            found.AddRange(comments
                .Where(comment => JiraMapping.Marker(comment.Member("properties")) == write.EffectId
                    && comment.Member("author") is { } author && JiraPeople.Id(author) == hub)
                .Select(comment => new Carrier(comment.Id("id")!, comment.Id("id")!, comment.Instant("created") ?? DateTimeOffset.MinValue)));
            start += comments.Count;
            if (comments.Count == 0 || comments.Exists(comment => comment.Instant("created") < write.Since - Skew)
                || start >= (page.Number("total") ?? start))
                return found;
        }
    }

    /// <summary>A file has no marker: name, size, author and content tell.</summary>
    private async Task<IEnumerable<Carrier>> FilesAsync(MarkedWrite write, CancellationToken cancellation)
    {
        if (write.File is not { } file)
            return [];
        var mapping = await directory.MappingAsync(cancellation);
        var issue = await client.GetAsync($"issue/{write.Ticket}?fields=attachment", cancellation);
        List<Carrier> found = [];
        foreach (var held in (issue.Member("fields")?.Items("attachment") ?? []).Select(mapping.Attachment).OfType<TicketAttachment>())
            if (held.Name == file.Name && held.Bytes == file.Bytes && held.Author.IsHub && held.Created >= write.Since - Skew
                && held.NativeId != write.Item && await HashAsync(held, cancellation) == file.Sha256)
                found.Add(new Carrier(held.NativeId, held.Name, held.Created));
        return found;
    }

    private async Task<string> HashAsync(TicketAttachment file, CancellationToken cancellation)
    {
        await using var content = await client.DownloadAsync(file.Locator, file.Bytes, cancellation);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
    }

    /// <summary>The first transition to a status that is over and demands nothing that is not known; without one the label.</summary>
    private async Task<PreparedCall> CloseAsync(Retirement retirement, CancellationToken cancellation)
    {
        if (IsOver(await FieldsAsync(retirement, "status,labels", cancellation)))
            return new PreparedCall("GET", JiraClient.Path($"issue/{retirement.Duplicate}?fields=status"), NoHeaders, []);
        var offered = await client.GetAsync($"issue/{retirement.Duplicate}/transitions?expand=transitions.fields", cancellation);
        foreach (var transition in JiraTransitions.Ending(offered))
            if (JiraTransitions.Resolved(transition, Link) is { } body)
                return JiraClient.Json("POST", JiraClient.Path($"issue/{retirement.Duplicate}/transitions"), body);
        var label = new JsonObject { ["labels"] = new JsonArray(new JsonObject { ["add"] = Label }) };
        return JiraClient.Json("PUT", JiraClient.Path($"issue/{retirement.Duplicate}"), new JsonObject { ["update"] = label });
    }

    private async Task<JsonElement> FieldsAsync(Retirement retirement, string fields, CancellationToken cancellation) =>
        (await client.GetAsync($"issue/{retirement.Duplicate}?fields={fields}", cancellation)).Member("fields")
        ?? throw TransportFailures.Unreadable(CallEffect.None, "the issue has no fields");

    private static bool IsOver(JsonElement fields) => fields.Member("status")?.Member("statusCategory")?.Text("key") == "done"
        || fields.Items("labels").Any(label => label.ValueKind == JsonValueKind.String && label.GetString() == Label);

    private static bool IsLinked(JsonElement link, Retirement retirement) =>
        link.Member("type")?.Text("name") == Link && link.Member("outwardIssue")?.Id("id") == retirement.Kept;

    private static JsonObject Told(string effectId, Retirement retirement)
    {
        var nobody = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var payloads = new JiraPayloads(
            new SortedDictionary<string, JiraFieldType>(StringComparer.Ordinal), nobody, new SortedDictionary<string, Uri>(StringComparer.Ordinal));
        return payloads.Comment(new CommentWrite("hub", RichText.FromText(retirement.ToText()), IsPublic: false, []), effectId);
    }

    private static string DeletePath(Retirement retirement) => retirement.Of == WriteKind.AddComment
        ? JiraClient.Path($"issue/{retirement.Kept}/comment/{retirement.Duplicate}")
        : JiraClient.Path($"attachment/{retirement.Duplicate}");

    private static WriteResult Done(Retirement retirement) => new() { NativeId = retirement.Kept };
}
