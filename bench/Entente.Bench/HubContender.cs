using System.Collections.Concurrent;

using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Intake;
using Entente.Node.Tickets;
using Entente.Storage.Blobs;
using Entente.Storage.Sqlite;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Bench;

/// <summary>The whole hub but its sockets: intake, rules, lanes, effect protocol and workers, over a store on disk.</summary>
internal sealed class HubContender : IContender
{
    private readonly HubContext hub;
    private readonly CountingJournal journal;
    private readonly WebhookIntake intake;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];
    private readonly ConcurrentDictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> twins = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim moved = new(0);
    private long open;

    private HubContender(HubContext hub, CountingJournal journal)
    {
        this.hub = hub;
        this.journal = journal;
        intake = new WebhookIntake(hub);
        journal.Appended = Note;
    }

    public Action<string> Confirmed { get; set; } = _ => { };

    public IReadOnlyDictionary<string, long> Counts => journal.Counts;

    public static async Task<HubContender> StartAsync(
        string folder, BenchOptions options, (IConnector Source, IConnector Target) trackers, TimeProvider time)
    {
        var store = await SqliteStore.OpenAsync(Path.Combine(folder, "hub.db"), CancellationToken.None);
        var journal = new CountingJournal(store);
        var hub = new HubContext
        {
            Journal = journal,
            Reader = store,
            Blobs = new DiskBlobs(Path.Combine(folder, "blobs")),
            Chain = new EntryChain(new byte[32]),
            Book = BenchAccord.Load(),
            Connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal)
            {
                [BenchAccord.Care] = trackers.Source,
                [BenchAccord.Desk] = trackers.Target,
            },
            Connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal)
            {
                [BenchAccord.Care] = Settings(BenchAccord.Care, "care", "zendesk"),
                [BenchAccord.Desk] = Settings(BenchAccord.Desk, "desk", "jira"),
            },
            Time = time,
            Owner = "bench",
        };
        var contender = new HubContender(hub, journal);
        var workers = new Workers(hub, NullLogger.Instance);
        for (var i = 0; i < options.Workers; i++)
            contender.loops.Add(Task.Factory.StartNew(
                () => workers.RunAsync(contender.stopping.Token), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap());
        return contender;
    }

    public async Task TakeAsync(WebhookCall hint, CancellationToken cancellation)
    {
        Interlocked.Increment(ref open);
        var answer = await intake.TakeAsync(BenchAccord.Care, hint, cancellation);
        if (answer.Status != 200)
            throw new WrongResultException($"The hub answered {answer.Status} to a hint.");
    }

    public async Task SettledAsync(CancellationToken cancellation)
    {
        while (Interlocked.Read(ref open) > 0)
            await moved.WaitAsync(cancellation);
    }

    public string TwinOf(string nativeId) => twins[nativeId];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        await hub.Journal.DisposeAsync();
        stopping.Dispose();
        moved.Dispose();
    }

    /// <summary>A change ends at its source's ticket, with the receipt.</summary>
    private void Note(Claim claim, Batch batch)
    {
        foreach (var entry in batch.Entries)
            if (entry.Kind == "confirmed" && claim.Ticket.Connection == BenchAccord.Desk)
                Confirm(claim.Ticket.Id, batch.Row.NativeId);
            else if (entry.Kind == "observed" && claim.Ticket.Connection == BenchAccord.Care && batch.Row.NativeId is { } native)
                sources[Ids.TicketOfTwin(BenchAccord.Desk, Ids.Twin(BenchAccord.Link, BenchAccord.Care, native))] = native;
            else if (entry.Kind == "receipted" && Interlocked.Decrement(ref open) == 0)
                moved.Release();
    }

    private void Confirm(string ticket, string? twin)
    {
        var source = sources[ticket];
        twins[source] = twin!;
        Confirmed(source);
    }

    private static ConnectionSettings Settings(string id, string party, string product) => new()
    {
        Id = id,
        Party = party,
        Product = product,
        Endpoint = new Uri($"https://{id}.example/"),
        User = "hub",
        Token = "token",
    };
}
