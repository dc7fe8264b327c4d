using Entente.Connectors;
using Entente.Core.Journal;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Intake;
using Entente.Node.Links;
using Entente.Node.Network;
using Entente.Node.Tickets;
using Entente.Simulation.Tests.Engine;

using Microsoft.Extensions.Logging;

namespace Entente.Simulation.Tests.World;

/// <summary>One life of one hub node: the product's own workers, pollers and intake over seams that a run can spoil.</summary>
internal sealed class SimulatedNode
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromMilliseconds(1);
    private readonly SimulatedWorld world;
    private readonly ILogger log;
    private readonly List<TaskCompletionSource> idle = [];

    public SimulatedNode(SimulatedWorld world, string name, TimeSpan skew)
    {
        this.world = world;
        Life = new NodeLife(world.Timeline, name);
        Clock = new NodeClock(Life) { Skew = skew };
        log = new WorldLog(world, Life);
        var seams = new Seams(Life, world.Mischief.At);
        var journal = world.Planted.Wrap(new NodeJournal(world.Store, seams, world));
        var blobs = new NodeBlobs(world.Blobs, seams);
        var settings = new SortedDictionary<string, ConnectionSettings>(world.Connections, StringComparer.Ordinal);
        foreach (var id in world.Connections.Keys)
            settings[id] = world.Planted.Wrap(settings[id]);
        var time = world.Planted.Wrap(Clock);
        var pauses = new CallPauses();
        IConnector Open(ConnectionSettings connection)
        {
            var wire = world.Planted.Wrap(new TrackerWire(world.Trackers[connection.Id], seams, world), Life.Timeline);
            var entry = ConnectorCatalog.Find(connection.Product)!;
            var http = new HttpMessageInvoker(new CallBudget(new CallServices(journal, time, pauses), connection, entry.Limits, wire));
            return world.Planted.Wrap(entry.Open(connection, new ConnectorServices(http, time, blobs)), connection);
        }

        Hub = new HubContext
        {
            Journal = journal,
            Reader = world.Store,
            Blobs = blobs,
            Chain = new EntryChain(new byte[32]),
            Book = world.Book,
            Connectors = new SortedDictionary<string, IConnector>(settings.ToDictionary(c => c.Key, c => Open(c.Value)), StringComparer.Ordinal),
            OpenConnector = Open,
            Connections = settings,
            Pauses = pauses,
            Time = time,
            Owner = name,
        };
    }

    public NodeLife Life { get; }

    public NodeClock Clock { get; }

    public HubContext Hub { get; }

    /// <summary>Starts what a running hub does by itself.</summary>
    public void Start(int workers)
    {
        for (var i = 0; i < workers; i++)
            Guard(WorkAsync);
        foreach (var connection in Hub.Connections.Keys)
            Guard(() => PollAsync(connection));
        Guard(DrainAsync);
    }

    /// <summary>A tracker's webhook arrives here; answers the status, and nothing when the node dies over it.</summary>
    public void Deliver(string connection, WebhookCall call, Action<int> answered) => Guard(async () =>
    {
        int status;
        try
        {
            var answer = await world.Planted.TakeAsync(new WebhookIntake(Hub), connection, call with { ReceivedAt = Hub.Now });
            status = answer.Status;
        }
        catch (Exception failure) when (failure is not InvalidOperationException)
        {
            status = 503; // the web server's own answer to what the intake could not store
        }

        answered(status);
    });

    /// <summary>Something may have become due.</summary>
    public void Poke()
    {
        foreach (var waiting in idle)
            world.Timeline.After(world.Dice.Millis(0, 20), () => Life.Resume(() => waiting.TrySetResult()));
        idle.Clear();
    }

    /// <summary>Runs a piece of the node on the one thread; what escapes it fails the run.</summary>
    public async void Guard(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception escaped)
        {
            world.Watch.Broke($"{Life.Name}: {escaped}");
        }
    }

    private async Task WorkAsync()
    {
        var workers = new Workers(Hub, log);
        while (true)
        {
            var did = false;
            try
            {
                did = await workers.StepAsync(CancellationToken.None);
            }
            catch (Exception failure)
            {
                world.Watch.LoopEnded(Life, "worker", failure);
                await Life.DelayAsync(TimeSpan.FromSeconds(1));
            }

            if (!did)
                await IdleAsync();
        }
    }

    /// <summary>Each worker waits for a signal of its own: of several who wait for one, the platform wakes all but one on other threads.</summary>
    private async Task IdleAsync()
    {
        var due = await world.Store.NextDueAsync(CancellationToken.None);
        var waiting = new TaskCompletionSource();
        idle.Add(waiting);
        var wait = due is { } at ? at - Hub.Now : LongestIdle;
        world.Timeline.After(
            wait > LongestIdle ? LongestIdle : wait < ShortestIdle ? ShortestIdle : wait,
            () => Life.Resume(() =>
            {
                idle.Remove(waiting);
                waiting.TrySetResult();
            }));
        await waiting.Task;
    }

    private async Task PollAsync(string connection)
    {
        var poller = new Poller(Hub, connection, log);
        await Life.DelayAsync(world.Dice.Millis(0, 5000));
        while (true)
        {
            var wait = TimeSpan.FromSeconds(5);
            var began = world.Timeline.Now;
            try
            {
                wait = await poller.PollAsync(CancellationToken.None);
                if (wait == Hub.Connections[connection].PollEvery)
                    world.Watch.Polled(connection, began);
            }
            catch (Exception failure)
            {
                world.Watch.LoopEnded(Life, "poller", failure);
            }

            await Life.DelayAsync(wait);
        }
    }

    private async Task DrainAsync()
    {
        var drains = new LinkDrains(Hub);
        while (true)
        {
            await Life.DelayAsync(TimeSpan.FromSeconds(2));
            if (!world.MayDrain)
                continue;
            try
            {
                await drains.TryStepAsync(CancellationToken.None);
            }
            catch (Exception failure)
            {
                world.Watch.LoopEnded(Life, "drain", failure);
            }
        }
    }
}
