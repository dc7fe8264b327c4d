using System.Security.Cryptography;
using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>
/// The probe ladder (RELIABILITY 2.3 and 2.6). All rungs are reads by id or key, which Jira answers consistently, so each may show absence
/// (Invariant 10).
/// </summary>
internal sealed class JiraProbe(JiraClient client, JiraDirectory directory, JiraKeyWindow window, JiraReader reader)
{
    /// <summary>How far Jira's clock may be behind ours when a thing made after the send is looked for.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    private const int CommentPage = 50;

    public async Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        if (effect.Step.Kind == WriteKind.Create)
            return call.Hint is { } hint
                ? await window.ProbeAsync(effect.EffectId, hint, cancellation)
                : new ProbeOutcome(ProbeVerdict.Unknown, null, "no key was noted before the create");
        var ticket = effect.NativeId ?? throw new InvalidOperationException("A write to a ticket names it.");
        return effect.Step.Kind switch
        {
            WriteKind.AddComment => await CommentAsync(effect, ticket, sentAt, cancellation),
            WriteKind.EditComment => await EditAsync(effect.Step.Comment!, ticket, cancellation),
            WriteKind.AddAttachment => await AttachmentAsync(effect.Step.Files.Single(), ticket, sentAt, cancellation),
            WriteKind.LinkBack => await LinkAsync(effect.Step.Partner!, ticket, cancellation),
            _ => await FieldsAsync(effect, ticket, sentAt, cancellation),
        };
    }

    /// <summary>Whether an edit or a transition was made. Pure.</summary>
    /// <param name="entries">Changelog of the issue, at least its newest part.</param>
    public static ProbeOutcome Fields(
        EffectCall effect, TicketSnapshot now, IReadOnlyList<JsonElement> entries, (string Hub, DateTimeOffset Since) by)
    {
        ProbeOutcome Outcome(ProbeVerdict verdict, string rung) =>
            new(verdict, verdict == ProbeVerdict.Found ? new WriteResult { NativeId = now.NativeId, Stored = now } : null, rung);

        if (entries.Any(entry => JiraHistory.Marker(entry) == effect.EffectId))
            return Outcome(ProbeVerdict.Found, "our marker in the changelog");
        var wanted = effect.Step.Kind == WriteKind.Transition
            ? effect.Step.Fields.Where(field => field.Key == "status").ToList()
            : [.. effect.Step.Fields];
        if (wanted.All(field => JiraHolds.Holds(field.Key, now.Fields.GetValueOrDefault(field.Key, CelValue.Null), field.Value)))
            return Outcome(ProbeVerdict.Found, "the fields as wanted");
        // Applied and changed again by somebody: not repeated over their head.
        var ours = entries.Where(entry =>
            entry.Member("author") is { } author && JiraPeople.Id(author) == by.Hub && entry.Instant("created") >= by.Since);
        var touched = ours.SelectMany(entry => entry.Items("items")).Where(item => IsWanted(item, wanted)).Any();
        return Outcome(touched ? ProbeVerdict.Found : ProbeVerdict.Absent, "the changelog since the send");
    }

    // Only a name or a line of text can be recognised in a changelog; for all else the state decides.
    private static bool IsWanted(JsonElement item, List<KeyValuePair<string, CelValue>> wanted)
    {
        var field = JiraHistory.FieldOf(item);
        return wanted.Any(want => want.Key == field
            && want.Value.Kind == CelKind.String
            && (item.Text("toString") == JiraText.Line(want.Value.AsString()) || item.Text("to") == want.Value.AsString()));
    }

    private async Task<ProbeOutcome> FieldsAsync(EffectCall effect, string ticket, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        var hub = await directory.HubAsync(cancellation);
        var issue = await reader.IssueAsync(ticket, cancellation);
        var entries = await reader.EntriesAsync(issue, null, cancellation);
        return Fields(effect, (await directory.MappingAsync(cancellation)).Snapshot(issue), entries, (hub, sentAt - Skew));
    }

    private async Task<ProbeOutcome> CommentAsync(EffectCall effect, string ticket, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        const string rung = "newest comments by id";
        var hub = await directory.HubAsync(cancellation);
        for (var start = 0; ;)
        {
            var page = await client.GetAsync(
                $"issue/{ticket}/comment?startAt={start}&maxResults={CommentPage}&orderBy=-created&expand=properties", cancellation);
            List<JsonElement> comments = [.. page.Items("comments")];
            foreach (var comment in comments.Where(comment => comment.Member("author") is { } author && JiraPeople.Id(author) == hub))
                if (comment.Id("id") is { } id && await MarkerAsync(comment, id, cancellation) == effect.EffectId)
                    return new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ticket, ItemId = id }, rung);
            start += comments.Count;
            var isPast = comments.Exists(comment => comment.Instant("created") < sentAt - Skew);
            if (comments.Count == 0 || isPast || start >= (page.Number("total") ?? start))
                return new ProbeOutcome(ProbeVerdict.Absent, null, rung);
        }
    }

    // The list shows properties where asked to, which Jira's reference does not promise; a property by its name it does.
    private async Task<string?> MarkerAsync(JsonElement comment, string id, CancellationToken cancellation) =>
        comment.Member("properties") is { } listed
            ? JiraMapping.Marker(listed)
            : (await client.FindAsync($"comment/{id}/properties/entente", cancellation))?.Member("value")?.Text("effect");

    private async Task<ProbeOutcome> EditAsync(CommentWrite wanted, string ticket, CancellationToken cancellation)
    {
        var comment = await client.GetAsync($"issue/{ticket}/comment/{wanted.EditOf}", cancellation);
        var held = new JiraRichText([]).ReadText(comment.Member("body"));
        return JiraRichText.Same(RichTextValue.Of(held), RichTextValue.Of(wanted.Body))
            ? new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ticket, ItemId = wanted.EditOf }, "the comment's text")
            : new ProbeOutcome(ProbeVerdict.Absent, null, "the comment's text");
    }

    private async Task<ProbeOutcome> AttachmentAsync(FileWrite file, string ticket, DateTimeOffset sentAt, CancellationToken cancellation)
    {
        const string rung = "attachments by name, size, author and content";
        var mapping = await directory.MappingAsync(cancellation);
        var issue = await client.GetAsync($"issue/{ticket}?fields=attachment", cancellation);
        List<TicketAttachment> alike =
        [
            .. (issue.Member("fields")?.Items("attachment") ?? []).Select(mapping.Attachment).OfType<TicketAttachment>()
                .Where(held => held.Name == file.Name && held.Bytes == file.Bytes && held.Author.IsHub && held.Created >= sentAt - Skew)
                .OrderByDescending(held => held.Created),
        ];
        // One, and made after the send, is ours: only where there is doubt the bytes are fetched.
        var isPlain = alike is [{ } only] && only.Created >= sentAt;
        foreach (var held in alike)
        {
            if (!isPlain && await HashAsync(held, cancellation) != file.Sha256)
                continue;
            var made = new WriteResult { NativeId = ticket, ItemId = held.NativeId, FileIds = [held.NativeId] };
            return new ProbeOutcome(ProbeVerdict.Found, made, rung);
        }

        return new ProbeOutcome(ProbeVerdict.Absent, null, rung);
    }

    private async Task<string> HashAsync(TicketAttachment attachment, CancellationToken cancellation)
    {
        await using var content = await client.DownloadAsync(attachment.Locator, attachment.Bytes, cancellation);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
    }

    private async Task<ProbeOutcome> LinkAsync(PartnerReference partner, string ticket, CancellationToken cancellation)
    {
        const string rung = "remote link by its global id";
        var id = JiraPayloads.GlobalId(partner);
        var link = await client.FindAsync($"issue/{ticket}/remotelink?globalId={id}", cancellation);
        return link is null
            ? new ProbeOutcome(ProbeVerdict.Absent, null, rung)
            : new ProbeOutcome(ProbeVerdict.Found, new WriteResult { NativeId = ticket }, rung);
    }
}
