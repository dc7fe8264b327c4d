using System.Text;

using Entente.Core.Tickets;

namespace Entente.Bench.Http;

/// <summary>Speaks to one tracker of the target process over HTTP, with JSON both ways; hub and relay use it alike.</summary>
internal sealed class HttpConnector(HttpMessageInvoker http, Uri root, string connection, string product) : IConnector
{
    private const string MarkerHeader = "X-Effect";

    private static readonly SortedDictionary<string, string> JsonHeaders =
        new(StringComparer.Ordinal) { ["Content-Type"] = "application/json" };

    public ConnectorTraits Traits { get; } = new(product, product)
    {
        HasConditionalWrite = true,
        StampResolution = TimeSpan.Zero,
        CreateClaim = "exactly-once",
        CommentLimit = 65_536,
        AttachmentLimitBytes = 1 << 20,
    };

    public TicketSchema Schema { get; } = BenchAccord.Schema(product);

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => Task.FromResult(new CheckReport([]));

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => Task.FromResult(Schema);

    public async Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, $"{connection}/tickets/{nativeId}"));
        return TicketText.Read(await SendAsync(request, cancellation));
    }

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current)
    {
        var steps = new List<WriteStep>();
        if (current is null)
            steps.Add(new WriteStep(WriteKind.Create) { Fields = write.Fields });
        else if (write.Fields.Count > 0)
            steps.Add(new WriteStep(WriteKind.Update) { Fields = write.Fields });
        steps.AddRange(write.Comments.Select(comment => new WriteStep(WriteKind.AddComment) { Comment = comment }));
        return steps;
    }

    public bool Holds(string field, Cel.CelValue current, Cel.CelValue wanted) => current == wanted;

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => Task.FromResult(effect.Step.Kind switch
    {
        WriteKind.Create =>
            new PreparedCall("POST", $"{connection}/tickets", JsonHeaders, Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))),
        WriteKind.AddComment => new PreparedCall(
            "POST", $"{connection}/tickets/{effect.NativeId}/comments", JsonHeaders, Encoding.UTF8.GetBytes(effect.Step.Comment!.Body.ToJson())),
        _ => new PreparedCall(
            "PUT", $"{connection}/tickets/{effect.NativeId}", JsonHeaders, Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))),
    });

    public async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Parse(call.Method), new Uri(root, call.Path)) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation(MarkerHeader, effect.EffectId);
        var stored = TicketText.Read(await SendAsync(request, cancellation)).Snapshot;
        return new WriteResult
        {
            NativeId = stored.NativeId,
            ItemId = effect.Step.Kind == WriteKind.AddComment ? stored.Comments[^1].NativeId : null,
            Stored = effect.Step.Kind == WriteKind.Update ? stored : null,
        };
    }

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        throw new InvalidOperationException("No call of this tracker has an unknown outcome.");

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) =>
        throw new InvalidOperationException("The bench's store was never restored.");

    public Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => Task.FromResult(new PollPage([], cursor ?? "", More: false));

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        throw new InvalidOperationException("Tickets of this tracker have no attachments.");

    public WebhookReading ReadWebhook(WebhookCall call)
    {
        var parts = Encoding.UTF8.GetString(call.Body).Split('/');
        return new WebhookReading(null, Encoding.UTF8.GetString(call.Body), [new PollHit(parts[0], parts[1])]);
    }

    private async Task<byte[]> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var answer = await http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? body
            : throw new ConnectorException(FailureKind.NotSent, "bench.unavailable", "The target takes nothing just now.");
    }
}
