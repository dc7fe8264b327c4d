using System.Text;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>
/// A tracker of the bench as a connector sees it: a write counts as conditional, its outcome is always known, hints name one ticket and its revision,
/// and there is nothing to poll, to attach or to recall.
/// </summary>
internal abstract class BenchConnector(string product) : IConnector
{
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

    public abstract Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation);

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

    public bool Holds(string field, CelValue current, CelValue wanted) => current == wanted;

    public abstract Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation);

    public abstract Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation);

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        throw new InvalidOperationException("No call of this tracker has an unknown outcome.");

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) =>
        throw new InvalidOperationException("The bench's store was never restored.");

    public string PollFrom(DateTimeOffset since) => "";

    public Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => Task.FromResult(new PollPage([], cursor ?? "", More: false));

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        throw new InvalidOperationException("Tickets of this tracker have no attachments.");

    public WebhookReading ReadWebhook(WebhookCall call)
    {
        var parts = Encoding.UTF8.GetString(call.Body).Split('/');
        return new WebhookReading(null, Encoding.UTF8.GetString(call.Body), [new PollHit(parts[0], parts[1])]);
    }
}
