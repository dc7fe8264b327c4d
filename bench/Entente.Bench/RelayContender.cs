using System.Collections.Concurrent;
using System.Threading.Channels;

using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>
/// What is left of synchronising when everything that can be left out is: the same hints and the same calls (read, compare, write), and one durable
/// row an event. No rules, no history, no conflicts, no protocol: after a crash between call and commit it writes twice.
/// </summary>
internal sealed class RelayContender : IContender
{
    private readonly Channel<WebhookCall>[] queues;
    private readonly RelayStore store;
    private readonly IConnector source;
    private readonly IConnector target;
    private readonly Task[] loops;
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim moved = new(0);
    private long open;

    public RelayContender(string folder, BenchOptions options, (IConnector Source, IConnector Target) trackers)
    {
        source = trackers.Source;
        target = trackers.Target;
        store = new RelayStore(Path.Combine(folder, "relay.db"));
        queues = [.. Enumerable.Range(0, options.Workers).Select(_ => Channel.CreateUnbounded<WebhookCall>())];
        loops = [.. queues.Select(queue => Task.Factory.StartNew(
            () => WorkAsync(queue.Reader), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap())];
    }

    public Action<string> Confirmed { get; set; } = _ => { };

    public IReadOnlyDictionary<string, long> Counts { get; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>A ticket is always the same worker's, so its events keep their order.</summary>
    public async Task TakeAsync(WebhookCall hint, CancellationToken cancellation)
    {
        Interlocked.Increment(ref open);
        var ticket = source.ReadWebhook(hint).Hits[0].NativeId;
        await queues[int.Parse(ticket) % queues.Length].Writer.WriteAsync(hint, cancellation);
    }

    public async Task SettledAsync(CancellationToken cancellation)
    {
        while (Interlocked.Read(ref open) > 0)
            await moved.WaitAsync(cancellation);
    }

    public string TwinOf(string nativeId) => known[nativeId].Twin;

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues)
            queue.Writer.Complete();
        await Task.WhenAll(loops);
        await store.DisposeAsync();
        moved.Dispose();
    }

    private async Task WorkAsync(ChannelReader<WebhookCall> queue)
    {
        await foreach (var hint in queue.ReadAllAsync())
        {
            await RelayAsync(hint);
            if (Interlocked.Decrement(ref open) == 0)
                moved.Release();
        }
    }

    private async Task RelayAsync(WebhookCall hint)
    {
        var reading = source.ReadWebhook(hint);
        var ticket = reading.Hits[0].NativeId;
        var last = known.GetValueOrDefault(ticket);
        var read = await source.ReadAsync(ticket, last?.Snapshot, CancellationToken.None);
        var fields = Mapping.Changed(last?.Snapshot.Fields, read.Snapshot.Fields);
        var step = new WriteStep(last is null ? WriteKind.Create : WriteKind.Update) { Fields = fields };
        var call = new EffectCall(reading.DeliveryId, step, last?.Twin);
        var result = await target.SendAsync(call, await target.PrepareAsync(call, CancellationToken.None), CancellationToken.None);
        await store.AddAsync(reading.DeliveryId, ticket, result.NativeId, ValueJson.Write(read.Snapshot.Fields));
        known[ticket] = new Known(result.NativeId, read.Snapshot);
        Confirmed(ticket);
    }

    private sealed record Known(string Twin, TicketSnapshot Snapshot);
}
