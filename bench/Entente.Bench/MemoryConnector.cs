using System.Text;

using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>
/// Speaks to a <see cref="MemoryTracker"/>: every call answers at once, a write tells what was stored and counts as conditional.
/// </summary>
internal sealed class MemoryConnector(MemoryTracker tracker, string product) : IConnector
{
    private static readonly SortedDictionary<string, string> NoHeaders = new(StringComparer.Ordinal);

    public ConnectorTraits Traits { get; } = new(product, product)
    {
        HasConditionalWrite = true,
        StampResolution = TimeSpan.Zero,
        CreateClaim = "exactly-once",
        CommentLimit = 65_536,
        AttachmentLimitBytes = 1 << 20,
    };

    public TicketSchema Schema { get; } = BenchAccord.Schema(product);

    /// <summary>A hint at one ticket, as the tracker's webhook carries it.</summary>
    public static WebhookCall Hint(TicketSnapshot ticket, DateTimeOffset now) =>
        new(NoHeaders, Encoding.UTF8.GetBytes($"{ticket.NativeId}/{ticket.Revision}"), now);

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => Task.FromResult(new CheckReport([]));

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => Task.FromResult(Schema);

    public Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        tracker.IsDown ? throw Away() : Task.FromResult(tracker[nativeId]);

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

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => Task.FromResult(
        new PreparedCall(
            effect.NativeId is null ? "POST" : "PUT",
            $"tickets/{effect.NativeId}",
            NoHeaders,
            Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))));

    public Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        tracker.IsDown ? throw Away() : Task.FromResult(Send(effect));

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

    private static ConnectorException Away() =>
        new(FailureKind.NotSent, "memory.away", "The tracker does not answer.") { RetryAfter = TimeSpan.FromMinutes(10) };

    private WriteResult Send(EffectCall effect) => effect.Step.Kind switch
    {
        WriteKind.Create => new WriteResult { NativeId = tracker.Create(effect.Step.Fields, effect.EffectId) },
        WriteKind.AddComment => new WriteResult
        {
            NativeId = effect.NativeId!,
            ItemId = tracker.Comment(effect.NativeId!, effect.EffectId, effect.Step.Comment!.Body),
        },
        _ => new WriteResult
        {
            NativeId = effect.NativeId!,
            Stored = tracker.Write(effect.NativeId!, effect.EffectId, effect.Step.Fields),
        },
    };
}
