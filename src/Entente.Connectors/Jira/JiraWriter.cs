using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>Turns steps into exact bytes, with the look-ups that they need, and reads the answers to them.</summary>
internal sealed class JiraWriter(JiraClient client, JiraDirectory directory, JiraKeyWindow window)
{
    private static readonly SortedDictionary<string, Uri> NoFiles = new(StringComparer.Ordinal);

    public async Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Kind switch
    {
        WriteKind.Create => await CreateAsync(effect, cancellation),
        WriteKind.Update => await UpdateAsync(effect, cancellation),
        WriteKind.Transition => await TransitionAsync(effect, cancellation),
        WriteKind.AddComment or WriteKind.EditComment => await CommentAsync(effect, cancellation),
        WriteKind.AddAttachment => Attachment(effect),
        WriteKind.LinkBack =>
            JiraClient.Json("POST", JiraClient.Path($"issue/{Ticket(effect)}/remotelink"), JiraPayloads.RemoteLink(effect.Step.Partner!)),
        WriteKind.Retire => throw Misdirected(),
    };

    public async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        // Before the call, so that nothing stands between its answer and our knowing it.
        var mapping = await directory.MappingAsync(cancellation);
        var answer = await client.SendAsync(call, cancellation);
        return effect.Step.Kind switch
        {
            WriteKind.Create => new WriteResult { NativeId = Id(answer.Json(), answer) },
            WriteKind.Update or WriteKind.Transition => Stored(Ticket(effect), answer, mapping),
            // The link's id names neither a comment nor a file.
            WriteKind.LinkBack => Linked(Ticket(effect), answer),
            WriteKind.AddComment or WriteKind.EditComment =>
                new WriteResult { NativeId = Ticket(effect), ItemId = Id(answer.Json(), answer) },
            WriteKind.AddAttachment => Attached(Ticket(effect), answer),
            WriteKind.Retire => throw Misdirected(),
        };
    }

    private async Task<PreparedCall> CreateAsync(EffectCall effect, CancellationToken cancellation)
    {
        var fields = effect.Step.Fields;
        var project = Project(fields);
        var body = new JsonObject
        {
            ["fields"] = (await PayloadsAsync(fields, NoFiles, cancellation)).CreateFields(fields),
            ["properties"] = new JsonArray(JiraPayloads.Marker(effect.EffectId)),
        };
        return JiraClient.Json("POST", JiraClient.Path($"issue"), body, await window.HeadAsync(project, cancellation));
    }

    internal static string Project(IReadOnlyDictionary<string, CelValue> fields)
    {
        fields.TryGetValue("project", out var value);
        var key = value.Kind == CelKind.String ? value.AsString() : value.Part("key");
        return !string.IsNullOrEmpty(key)
            ? key
            : throw new ConnectorException(
                FailureKind.Refused, "jira.project-missing", "A new issue needs a project: let the accept rule give its key.")
            {
                Field = "project",
            };
    }

    private async Task<PreparedCall> UpdateAsync(EffectCall effect, CancellationToken cancellation)
    {
        var fields = effect.Step.Fields;
        var files = await FilesAsync(effect, fields.Values.Select(value => JiraRichText.From(value, isTextRich: false)), cancellation);
        var body = new JsonObject
        {
            ["fields"] = (await PayloadsAsync(fields, files, cancellation)).EditFields(fields),
            ["historyMetadata"] = JiraPayloads.HistoryMetadata(effect.EffectId),
        };
        return JiraClient.Json("PUT", JiraClient.Path($"issue/{Ticket(effect)}?returnIssue=true"), body);
    }

    private async Task<PreparedCall> TransitionAsync(EffectCall effect, CancellationToken cancellation)
    {
        var ticket = Ticket(effect);
        var fields = effect.Step.Fields;
        var wanted = fields["status"].Kind == CelKind.String ? fields["status"].AsString() : fields["status"].Part("id") ?? "";
        var offered = await client.GetAsync($"issue/{ticket}/transitions?expand=transitions.fields", cancellation);
        if (JiraTransitions.Choose(offered, wanted, fields) is not { } transition)
        {
            var status = (await client.GetAsync($"issue/{ticket}?fields=status", cancellation)).Member("fields")?.Member("status");
            // Somebody was faster: there is nothing left to do, and a read shows it.
            if (status?.Text("name") == wanted || status?.Id("id") == wanted)
                return new PreparedCall("GET", JiraClient.Path($"issue/{ticket}?fields=*all&properties=entente"), NoHeaders(), []);
            throw JiraTransitions.NotOffered(status?.Text("name"), wanted, JiraTransitions.Offered(offered));
        }

        if (JiraTransitions.Missing(transition, fields) is { } missing)
            throw JiraTransitions.NeedsField(transition, missing);
        var body = new JsonObject
        {
            ["transition"] = new JsonObject { ["id"] = transition.Id("id") },
            ["historyMetadata"] = JiraPayloads.HistoryMetadata(effect.EffectId),
        };
        var carried = JiraTransitions.Carried(transition, fields);
        if (carried.Count > 0)
            body["fields"] = (await PayloadsAsync(carried, NoFiles, cancellation)).EditFields(carried);
        return JiraClient.Json("POST", JiraClient.Path($"issue/{ticket}/transitions"), body);
    }

    private async Task<PreparedCall> CommentAsync(EffectCall effect, CancellationToken cancellation)
    {
        var comment = effect.Step.Comment!;
        var payloads = await PayloadsAsync(effect.Step.Fields, await FilesAsync(effect, [comment.Body], cancellation), cancellation);
        var body = payloads.Comment(comment, effect.EffectId);
        return comment.EditOf is { } edited
            ? JiraClient.Json("PUT", JiraClient.Path($"issue/{Ticket(effect)}/comment/{edited}"), body)
            : JiraClient.Json("POST", JiraClient.Path($"issue/{Ticket(effect)}/comment"), body);
    }

    private static PreparedCall Attachment(EffectCall effect)
    {
        var headers = NoHeaders();
        // The effect's id makes the boundary: the same call has the same bytes whenever it is sent.
        headers["Content-Type"] = $"multipart/form-data; boundary=entente-{effect.EffectId}";
        // Without it Jira takes the upload for a forged browser request.
        headers["X-Atlassian-Token"] = "no-check";
        return new PreparedCall("POST", JiraClient.Path($"issue/{Ticket(effect)}/attachments"), headers, [], effect.Step.Files.Single());
    }

    private async Task<JiraPayloads> PayloadsAsync(
        IReadOnlyDictionary<string, CelValue> fields, IReadOnlyDictionary<string, Uri> files, CancellationToken cancellation)
    {
        var accounts = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var hasOwn = fields.Keys.Any(field => field.StartsWith(JiraSchema.CustomPrefix, StringComparison.Ordinal));
        IReadOnlyDictionary<string, JiraFieldType> types = hasOwn
            ? await directory.TypesAsync(cancellation)
            : new SortedDictionary<string, JiraFieldType>(StringComparer.Ordinal);
        var payloads = new JiraPayloads(types, accounts, files);
        foreach (var (field, address) in payloads.People(fields))
            accounts[address] = await directory.AccountAsync(field, address, cancellation);
        return payloads;
    }

    /// <summary>Where the files lie that the texts show as images; asked only when a text shows one.</summary>
    private async Task<IReadOnlyDictionary<string, Uri>> FilesAsync(EffectCall effect, IEnumerable<RichText?> texts, CancellationToken cancellation)
    {
        if (!texts.OfType<RichText>().SelectMany(text => text.Images()).Any())
            return NoFiles;
        var issue = await client.GetAsync($"issue/{Ticket(effect)}?fields=attachment", cancellation);
        var site = (await directory.SiteAsync(cancellation)).GetLeftPart(UriPartial.Path).TrimEnd('/');
        var files = new SortedDictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var file in issue.Member("fields")?.Items("attachment") ?? [])
            if (file.Text("filename") is { } name && file.Id("id") is { } id)
                files[name] = new Uri($"{site}/secure/attachment/{Uri.EscapeDataString(id)}/{Uri.EscapeDataString(name)}");
        return files;
    }

    /// <summary>An edit answers with the issue (200) or with nothing (204), a transition with nothing.</summary>
    private static WriteResult Stored(string ticket, HttpAnswer answer, JiraMapping mapping)
    {
        if (answer.Status == 204)
            return new WriteResult { NativeId = ticket };
        var stored = mapping.Snapshot(answer.Json(), effect: answer.Effect);
        return stored.NativeId == ticket
            ? new WriteResult { NativeId = ticket, Stored = stored }
            : throw new ConnectorException(
                FailureKind.Ambiguous, "jira.wrong-issue", $"Jira answered with issue {stored.Key} to a write to another one.");
    }

    private static WriteResult Linked(string ticket, HttpAnswer answer)
    {
        _ = Id(answer.Json(), answer);
        return new WriteResult { NativeId = ticket };
    }

    private static WriteResult Attached(string ticket, HttpAnswer answer)
    {
        var list = answer.Json();
        var first = list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().FirstOrDefault() : default;
        var id = first.ValueKind == JsonValueKind.Object ? first.Id("id") : null;
        return id is null
            ? throw TransportFailures.Unreadable(answer.Effect, "it names no attachment")
            : new WriteResult { NativeId = ticket, ItemId = id, FileIds = [id] };
    }

    private static string Id(JsonElement body, HttpAnswer answer) =>
        body.Id("id") ?? throw TransportFailures.Unreadable(answer.Effect, "it names no id");

    private static SortedDictionary<string, string> NoHeaders() => new(StringComparer.OrdinalIgnoreCase);

    private static InvalidOperationException Misdirected() => new("A retirement is JiraDuplicates' matter.");

    private static string Ticket(EffectCall effect) =>
        effect.NativeId ?? throw new InvalidOperationException($"A step of kind {effect.Step.Kind} needs a ticket.");
}
