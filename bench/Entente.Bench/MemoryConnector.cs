using System.Text;

using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>
/// Speaks to a <see cref="MemoryTracker"/>: every call answers at once, a write tells what was stored and counts as conditional.
/// </summary>
internal sealed class MemoryConnector(MemoryTracker tracker, string product) : BenchConnector(product)
{
    private static readonly SortedDictionary<string, string> NoHeaders = new(StringComparer.Ordinal);

    /// <summary>A hint at one ticket, as the tracker's webhook carries it.</summary>
    public static WebhookCall Hint(TicketSnapshot ticket, DateTimeOffset now) =>
        new(NoHeaders, Encoding.UTF8.GetBytes($"{ticket.NativeId}/{ticket.Revision}"), now);

    public override Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        tracker.IsDown ? throw Away() : Task.FromResult(tracker[nativeId]);

    public override Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => Task.FromResult(
        new PreparedCall(
            effect.NativeId is null ? "POST" : "PUT",
            $"tickets/{effect.NativeId}",
            NoHeaders,
            Encoding.UTF8.GetBytes(ValueJson.Write(effect.Step.Fields))));

    public override Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        tracker.IsDown ? throw Away() : Task.FromResult(Send(effect));

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
