using System.Security.Cryptography;
using System.Text;

using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Accords;
using Entente.Node.Recovery;
using Entente.Sandbox;
using Entente.Sandbox.AzureDevOps;
using Entente.Sandbox.Jira;
using Entente.Sandbox.ServiceNow;
using Entente.Sandbox.Zendesk;
using Entente.Simulation.Tests.Checking;
using Entente.Simulation.Tests.Engine;
using Entente.Simulation.Tests.Faults;
using Entente.Simulation.Tests.People;
using Entente.Simulation.Tests.Planted;
using Entente.Storage.Blobs;
using Entente.Storage.InMemory;

namespace Entente.Simulation.Tests.World;

/// <summary>
/// A whole deployment on one thread and one virtual clock, everything drawn from one seed: hub nodes over one store that outlives them, the four
/// imitations, networks, webhooks and people.
/// </summary>
internal sealed class SimulatedWorld
{
    private const long MostEvents = 100_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly string[] NodeNames = ["north", "south", "west"];
    private static readonly Lazy<IReadOnlyDictionary<string, TicketSchema>> Schemas = new(HubOpening.Schemas);
    private static readonly Dictionary<string, Lazy<RuleBook>> Books = new(StringComparer.Ordinal)
    {
        ["infinity"] = new(() => Load("infinity")),
        ["ring"] = new(() => Load("ring")),
    };

    private readonly SimulatedNode?[] nodes;
    private readonly SeededRandom fates;
    private readonly TraceLog? trace;
    private int lives;

    public SimulatedWorld(WorldOptions options)
    {
        Options = options;
        trace = options.Trace;
        Dice = SeededRandom.Of(options.Seed, "timing");
        fates = SeededRandom.Of(options.Seed, "fates");
        Timeline = new Timeline(Start, SeededRandom.Of(options.Seed, "order"));
        Swarm = new Swarm(SeededRandom.Of(options.Seed, "swarm"), options.Faults);
        Weather = new Weather(this, Swarm, SeededRandom.Of(options.Seed, "weather"));
        Mischief = new Mischief(this, Swarm, SeededRandom.Of(options.Seed, "mischief"));
        Roads = new Roads(this, Swarm, SeededRandom.Of(options.Seed, "roads"));
        Watch = new Watch(this);
        Accord = options.Accord ?? (fates.Chance(60) ? "infinity" : "ring");
        Book = Books[Accord].Value;
        Planted = options.Planted;
        Crowd = new Crowd(this, SeededRandom.Of(options.Seed, "crowd"));
        nodes = new SimulatedNode?[options.Nodes];
        Furnish();
    }

    public WorldOptions Options { get; }

    public string Accord { get; }

    public SeededRandom Dice { get; }

    public Timeline Timeline { get; }

    public Swarm Swarm { get; }

    public Weather Weather { get; }

    public Mischief Mischief { get; }

    public Roads Roads { get; }

    public Watch Watch { get; }

    public Crowd Crowd { get; }

    public PlantedBug Planted { get; }

    public RuleBook Book { get; }

    public InMemoryStore Store { get; } = new();

    public InMemoryBlobs Blobs { get; } = new();

    public SortedDictionary<string, Tracker> Trackers { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, IDesk> Desks { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ConnectionSettings> Connections { get; } = new(StringComparer.Ordinal);

    public TimeSpan Deadline { get; } = TimeSpan.FromSeconds(5);

    public TimeSpan Settle { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How late searches and exports show what happened.</summary>
    public TimeSpan Horizon { get; private set; }

    /// <summary>True while a link may be draining.</summary>
    public bool MayDrain { get; set; }

    /// <summary>True when every rule takes every ticket, and takes titles over both ways.</summary>
    public bool SharesAll => Accord == "ring";

    /// <summary>True when a priority that people give a ticket there is taken over by the others.</summary>
    public bool TakesPriorityOf(string connection) => Accord == "ring" || connection != "ado";

    public bool SharesFiles => Accord == "infinity";

    /// <summary>Where cases begin.</summary>
    public string Origin(SeededRandom dice) => Accord == "infinity" ? dice.Chance(80) ? "zd" : "jr" : dice.Pick(["zd", "jr", "sn", "ado"]);

    /// <summary>True when a ticket that begins at one connection must reach another without anybody's further act.</summary>
    public bool Expects(string from, string to) => Accord == "ring" || (from, to) is ("zd", "jr");

    public IReadOnlyList<TicketRow> Rows() => Store.TicketsAsync(null, null, 1000, CancellationToken.None).Result;

    public SimulatedNode? AnyNode(SeededRandom dice)
    {
        var alive = nodes.OfType<SimulatedNode>().Where(node => !node.Life.IsDead).ToList();
        return alive.Count == 0 ? null : dice.Pick(alive);
    }

    public bool IsAnyFrozen => nodes.Any(node => node?.Life.IsFrozen == true);

    public void Poke()
    {
        foreach (var node in nodes)
            node?.Poke();
    }

    public void Trace(Func<string> line) => trace?.Add(Timeline.Now - Start, line());

    /// <summary>The node stops at once; another life of it begins a little later.</summary>
    public void Crash(NodeLife life)
    {
        life.Kill();
        Trace(() => $"{life.Name} crashes at its seam {life.Seams}");
        var place = Array.FindIndex(nodes, node => node?.Life == life);
        if (place < 0)
            return;
        nodes[place] = null;
        Timeline.After(Dice.Millis(100, 20_000), () => StartNode(place));
    }

    /// <summary>True when going on would show nothing more.</summary>
    public bool IsOver => Timeline.Ran > MostEvents || (Options.EndsAtViolation && Watch.Violations.Count > 0);

    public void StartNodes()
    {
        for (var place = 0; place < nodes.Length; place++)
            StartNode(place);
    }

    public void RunUntil(DateTimeOffset until)
    {
        while (!IsOver && Timeline.Step(until))
        {
        }

        Watch.Require(Timeline.Ran <= MostEvents, "livelock", $"more than {MostEvents} events, and no end");
    }

    /// <summary>
    /// What an operator does about parked sides: presses retry. Where the workflow leads nowhere from the ticket's state (RELIABILITY T18), the
    /// remedy that the hub names is somebody's who moves the ticket on.
    /// </summary>
    public async Task RetryParkedAsync()
    {
        if (AnyNode(Dice) is not { } node)
            return;
        foreach (var side in await Store.SidesAsync(null, "parked", CancellationToken.None))
        {
            if (side.Parked?.Contains("transition-not-offered", StringComparison.Ordinal) == true
                && Rows().FirstOrDefault(row => row.Ticket.Id == side.TicketId) is { NativeId: { } id } stuck)
                Crowd.Act(ActKind.Move, stuck.Ticket.Connection, id);
            await ParkedActs.RetryAsync(node.Hub, side.TicketId, CancellationToken.None);
        }
    }

    /// <summary>One hash over the journal: two runs of one seed have the same.</summary>
    public string JournalHash()
    {
        var text = new StringBuilder();
        foreach (var row in Rows())
        {
            var entries = Store.EntriesAsync(row.Ticket.Id, 1, 100_000, CancellationToken.None).Result;
            text.Append(row.Ticket.Id).Append(' ').Append(entries.Count).Append(' ').Append(entries[^1].Entry.Hash).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    private void StartNode(int place)
    {
        var skew = Swarm.Has(FaultKind.C03) ? fates.Span(TimeSpan.Zero, Options.LargestSkew * 2) - Options.LargestSkew : TimeSpan.Zero;
        if (skew != TimeSpan.Zero)
            Swarm.Note(FaultKind.C03);
        var node = nodes[place] = new SimulatedNode(this, $"{NodeNames[place]}.{++lives}", skew);
        Trace(() => $"{node.Life.Name} starts{(skew == TimeSpan.Zero ? "" : $", its clock off by {skew.TotalSeconds:0} s")}");
        node.Start(Options.Workers);
    }

    private void Furnish()
    {
        Add("zd", "mercuri", "zendesk", ZendeskSeed.IntegrationEmail, ZendeskSeed.ApiToken, new ZendeskImitation(Start), t => new ZendeskPeople(t));
        Add("jr", "infinity", "jira", "integration@infinity.example", "sandbox-jira-token", new JiraImitation(), t => new JiraPeople(t));
        Add("sn", "infinity", "servicenow", "entente.integration", "sandbox-servicenow-password",
            new ServiceNowImitation(Start), t => new ServiceNowPeople(t));
        Add("ado", "global", "azuredevops", "integration@global.example", "sandbox-azuredevops-token",
            new AzureDevOpsImitation(), t => new AzureDevOpsPeople(t));
        var lag = Swarm.Has(FaultKind.R01) ? fates.Between(1, 90) : 0;
        var delay = Swarm.Has(FaultKind.R05) ? 60 : 0;
        Horizon = TimeSpan.FromSeconds(Math.Max(lag, delay) + 2);
        if (lag > 0)
            Swarm.Note(FaultKind.R01);
        if (delay > 0)
            Swarm.Note(FaultKind.R05);
        Trackers["zd"].Configure($$"""
            {"exportDelaySeconds": {{delay}}, "indexLagSeconds": {{lag}}, "incrementalPerMinute": 10000, "accountPerMinute": 100000,
             "updatesPerTicket": 10000, "updatesPerMinute": 100000}
            """);
        Trackers["jr"].Configure($$"""{"indexLagSeconds": {{lag}}, "burstPerSecond": 0, "perIssueWrites": 0}""");
        Trackers["ado"].Configure("""{"usageLimit": 0}""");
        Secret("zd", ((ZendeskPeople)Desks["zd"]).Register());
        Secret("jr", ((JiraPeople)Desks["jr"]).Register());
        Secret("sn", ((ServiceNowPeople)Desks["sn"]).Register());
        Secret("ado", ((AzureDevOpsPeople)Desks["ado"]).Register());
        foreach (var tracker in Trackers.Values)
            tracker.Changed = Roads.Collect;
    }

    private void Secret(string id, string secret) => Connections[id] = Connections[id] with { WebhookSecret = secret };

    private void Add(string id, string party, string product, string user, string token, IImitation imitation, Func<Tracker, IDesk> desk)
    {
        Trackers[id] = new Tracker(id, imitation, Timeline);
        Desks[id] = desk(Trackers[id]);
        Connections[id] = new ConnectionSettings
        {
            Id = id,
            Party = party,
            Product = product,
            Endpoint = new Uri($"http://{id}.example/{(id == "ado" ? "global" : "")}"),
            User = user,
            Token = token,
            Deadline = Deadline,
            Settle = Settle,
            LookBack = TimeSpan.FromMinutes(10),
            PollEvery = TimeSpan.FromSeconds(30),
            CallsPerMinute = 60_000,
        };
    }

    private static RuleBook Load(string accord) =>
        RuleBook.Load(AccordFolder.Read(Path.Combine(Repository.Root, "accords", accord)), Schemas.Value).Book
        ?? throw new InvalidOperationException($"The accord {accord} does not load.");
}
