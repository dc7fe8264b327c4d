using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Intake;
using Entente.Node.Tickets;
using Entente.Storage.Blobs;
using Entente.Storage.Sqlite;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Bench;

/// <summary>A hub over a store on disk that can be stopped and started again on it.</summary>
internal sealed class BacklogHub : IAsyncDisposable
{
    private const int Workers = 16;

    private readonly HubContext hub;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];

    private BacklogHub(HubContext hub) => this.hub = hub;

    public static async Task<BacklogHub> StartAsync(string folder, MemoryTracker source, MemoryTracker target, TimeProvider time)
    {
        var store = await SqliteStore.OpenAsync(Path.Combine(folder, "hub.db"), CancellationToken.None);
        var started = new BacklogHub(new HubContext
        {
            Journal = store,
            Reader = store,
            Blobs = new DiskBlobs(Path.Combine(folder, "blobs")),
            Chain = new EntryChain(new byte[32]),
            Book = BenchAccord.Load(),
            Connectors = new SortedDictionary<string, IConnector>(StringComparer.Ordinal)
            {
                [BenchAccord.Care] = new MemoryConnector(source, "zendesk"),
                [BenchAccord.Desk] = new MemoryConnector(target, "jira"),
            },
            Connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal)
            {
                [BenchAccord.Care] = Settings(BenchAccord.Care, "care", "zendesk"),
                [BenchAccord.Desk] = Settings(BenchAccord.Desk, "desk", "jira"),
            },
            Time = time,
            Owner = "backlog",
        });
        var workers = new Workers(started.hub, NullLogger.Instance);
        for (var i = 0; i < Workers; i++)
            started.loops.Add(Task.Factory.StartNew(
                () => workers.RunAsync(started.stopping.Token), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap());
        return started;
    }

    public async Task TakeAsync(TicketSnapshot ticket)
    {
        var answer = await new WebhookIntake(hub).TakeAsync(BenchAccord.Care, MemoryConnector.Hint(ticket, hub.Now), CancellationToken.None);
        if (answer.Status != 200)
            throw new WrongResultException($"The hub answered {answer.Status} to a hint.");
    }

    /// <summary>True when nothing can be done for a while: all that is left waits for the partner.</summary>
    public async Task<bool> IsWaitingAsync() =>
        await hub.Journal.NextDueAsync(CancellationToken.None) is not { } due || due > hub.Now + TimeSpan.FromSeconds(20);

    public async Task<long> PendingAsync() =>
        (await hub.Reader.ChangeCountsAsync(CancellationToken.None)).Values.Sum(states => states.GetValueOrDefault("pending"));

    public void Wake() => hub.Wake.Set();

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        await hub.Journal.DisposeAsync();
        stopping.Dispose();
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
