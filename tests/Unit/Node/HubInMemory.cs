using System.Text.Json;
using System.Text.Json.Nodes;

using Entente.Connectors;
using Entente.Core.Journal;
using Entente.Core.Rules;
using Entente.Core.Sync;
using Entente.Core.Tickets;
using Entente.Node;
using Entente.Node.Accords;
using Entente.Node.Health;
using Entente.Node.Intake;
using Entente.Node.Measures;
using Entente.Node.Network;
using Entente.Node.Tickets;
using Entente.Sandbox;
using Entente.Sandbox.AzureDevOps;
using Entente.Sandbox.Jira;
using Entente.Sandbox.ServiceNow;
using Entente.Sandbox.Zendesk;
using Entente.Storage.Blobs;
using Entente.Storage.Copies;
using Entente.Storage.InMemory;
using Entente.Unit.Tests.Connectors.Http;
using Entente.Unit.Tests.House;

using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Unit.Tests.Node;

/// <summary>A whole hub with the example's rules between two imitations, in memory, on one thread and a clock that only the test moves.</summary>
internal sealed class HubInMemory
{
    /// <summary>Turns in one second beyond which something goes round for ever.</summary>
    private const int MostTurns = 1000;

    private readonly InMemoryStore store;
    private readonly HubMeasures measures = new();
    private readonly ConnectionWatches watches = new();
    private readonly InMemoryBlobs attachments;
    private readonly CallPauses pauses = new();
    private readonly Workers workers;
    private readonly EntryChain chain = new(new byte[32]);
    private readonly Func<IJournal, IJournal>? watch;

    /// <param name="accord">The folder of an accord below <c>accords</c>.</param>
    /// <param name="watch">Stands between the hub and its journal.</param>
    public HubInMemory(string accord = "infinity", Func<IJournal, IJournal>? watch = null)
    {
        this.watch = watch;
        var start = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        (store, attachments) = (new InMemoryStore(), new InMemoryBlobs());
        Time = new ManualTime(start);
        Zendesk = new ZendeskImitation(start);
        Jira = new JiraImitation();
        ServiceNow = new ServiceNowImitation(start);
        AzureDevOps = new AzureDevOpsImitation();
        Zendesk.Configure(JsonDocument.Parse("""{"exportDelaySeconds": 0, "indexLagSeconds": 0}""").RootElement).ShouldBeNull();
        Jira.Configure(JsonDocument.Parse("""{"indexLagSeconds": 0, "burstPerSecond": 0}""").RootElement).ShouldBeNull();
        (string, IImitation)[] imitations = [("ado", AzureDevOps), ("jr", Jira), ("sn", ServiceNow), ("zd", Zendesk)];
        foreach (var (connection, imitation) in imitations)
            Calls[connection] = new ImitationHandler(imitation, Time);
        Hub = Build(accord);
        workers = new Workers(Hub, new FailingLog());
    }

    /// <summary>Another hub on another store, between the same imitations under the same clock: the one before must act no more.</summary>
    public HubInMemory(HubInMemory before, InMemoryStore store, string accord = "infinity")
    {
        (this.store, attachments) = (store, before.attachments);
        (Time, Zendesk, Jira, ServiceNow, AzureDevOps) = (before.Time, before.Zendesk, before.Jira, before.ServiceNow, before.AzureDevOps);
        Calls = before.Calls;
        Hub = Build(accord);
        workers = new Workers(Hub, NullLogger.Instance);
    }

    /// <summary>The hub's rows.</summary>
    public IStoreCopy Rows => store.Copy();

    public InMemoryBlobs Attachments => attachments;

    /// <summary>Leaves a connection as a hub has it that was given no secret for it.</summary>
    public void ForgetSecret(string connection)
    {
        Hub.Connectors = new SortedDictionary<string, IConnector>(
            Hub.Connectors.Where(c => c.Key != connection).ToDictionary(), StringComparer.Ordinal);
        Hub.Connections = new SortedDictionary<string, ConnectionSettings>(
            Hub.Connections.Where(c => c.Key != connection).ToDictionary(), StringComparer.Ordinal);
    }

    public ManualTime Time { get; }

    public ZendeskImitation Zendesk { get; }

    public JiraImitation Jira { get; }

    public ServiceNowImitation ServiceNow { get; }

    public AzureDevOpsImitation AzureDevOps { get; }

    /// <summary>What the hub asked each tracker, by connection.</summary>
    public SortedDictionary<string, ImitationHandler> Calls { get; } = new(StringComparer.Ordinal);

    public ImitationHandler ZendeskCalls => Calls["zd"];

    public ImitationHandler JiraCalls => Calls["jr"];

    public HubContext Hub { get; }

    /// <summary>Turns that workers made so far.</summary>
    public int Turns { get; private set; }

    /// <summary>Lets time pass, polls both trackers as often as Zendesk's limit of ten exports a minute allows, and acts on what is due.</summary>
    public async Task SettleAsync(int seconds = 28)
    {
        for (var second = 0; second < seconds; second++)
        {
            foreach (var connection in Hub.Connections.Keys.Where(_ => second % 7 == 0))
                await new Poller(Hub, connection, NullLogger.Instance).PollAsync(CancellationToken.None);
            var turns = 0;
            while (await workers.StepAsync(CancellationToken.None))
            {
                Turns++;
                (++turns).ShouldBeLessThan(MostTurns, "the hub comes to rest within every second");
            }

            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public JsonNode AskZendesk(string method, string path, object? body = null, string user = ZendeskSeed.AgentEmail) =>
        Ask(Zendesk, method, path, body, $"{user}/token:{ZendeskSeed.ApiToken}");

    public JsonNode AskJira(string method, string path, object? body = null) =>
        Ask(Jira, method, path, body, "elaine@infinity.example:sandbox-elaine-token");

    public JsonNode AskServiceNow(string method, string path, object? body = null, string user = "john:sandbox-john-password") =>
        Ask(ServiceNow, method, path, body, user);

    public JsonNode AskAzureDevOps(string method, string path, object? body = null, string user = "david:sandbox-david-token") =>
        Ask(AzureDevOps, method, path, body, user, IsPatch(method, path) ? "application/json-patch+json" : "application/json");

    private static bool IsPatch(string method, string path) => method == "PATCH" || path.Contains("workitems/$", StringComparison.Ordinal);

    /// <summary>
    /// For every ticket the state that its journal folds to, beside what a hub that remembers nothing finds, and beside what a copy stored at any
    /// entry and the entries after it fold to.
    /// </summary>
    public async Task<IReadOnlyList<(string Folded, string Found)>> StatesAsync()
    {
        var states = new List<(string, string)>();
        foreach (var row in await store.TicketsAsync(null, null, 1000, CancellationToken.None))
        {
            var entries = await store.EntriesAsync(row.Ticket.Id, 1, 10_000, CancellationToken.None);
            var payloads = entries.Select(stored => stored.Entry.Payload).ToList();
            var folded = new List<TicketState> { new() { Address = row.Ticket } };
            foreach (var payload in payloads)
                folded.Add(TicketFold.Apply(folded[^1], SyncJson.Read<Fact>(payload)));
            Time.Advance(TimeSpan.FromHours(1));
            var claim = await store.ClaimTicketAsync(row.Ticket, "reader", TimeSpan.FromSeconds(1), Time.GetUtcNow(), CancellationToken.None);
            var work = await store.LoadAsync(claim.ShouldNotBeNull(), null, CancellationToken.None);
            states.Add((Text(folded[^1]), Text(TicketFold.Resume(row.Ticket, work.State))));
            for (var n = 0; n <= payloads.Count; n++)
                states.Add((Text(folded[^1]), Text(TicketFold.Resume(row.Ticket, new StoredState(n, SyncJson.Write(folded[n]), payloads[n..])))));
        }

        return states;
    }

    private static string Text(TicketState state) => Text(SyncJson.Write(state));

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);

    private JsonNode Ask(
        IImitation imitation, string method, string path, object? body, string credential, string mediaType = "application/json")
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(credential))}",
            ["Accept"] = "application/json",
            ["Content-Type"] = mediaType,
        };
        var parts = path.Split('?', 2);
        var bytes = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body);
        var request = new SandboxRequest(method, parts[0], parts.Length > 1 ? parts[1] : "", headers, bytes)
        {
            BaseAddress = new Uri("http://tracker.example/"),
        };
        var answer = imitation.Handle(request, Time.GetUtcNow());
        answer.Status.ShouldBeInRange(200, 299, Text(answer.Body));
        return answer.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(answer.Body)!;
    }

    private HubContext Build(string accord)
    {
        var blobs = attachments;
        var schemas = HubOpening.Schemas();
        var book = RuleBook.Load(AccordFolder.Read(Path.Combine(Repository.Root, "accords", accord)), schemas).Book.ShouldNotBeNull();
        var connections = new SortedDictionary<string, ConnectionSettings>(StringComparer.Ordinal)
        {
            ["ado"] = Settings("ado", "global", "azuredevops", "integration@global.example", "sandbox-azuredevops-token", "global"),
            ["jr"] = Settings("jr", "infinity", "jira", "integration@infinity.example", "sandbox-jira-token"),
            ["sn"] = Settings("sn", "infinity", "servicenow", "entente.integration", "sandbox-servicenow-password"),
            ["zd"] = Settings("zd", "mercuri", "zendesk", ZendeskSeed.IntegrationEmail, ZendeskSeed.ApiToken),
        };
        return new HubContext
        {
            Journal = watch?.Invoke(store) ?? store,
            Reader = store,
            Blobs = blobs,
            Chain = chain,
            Book = book,
            Connectors = connections.ToDictionary(
                c => c.Key,
                c => Open(c.Value, blobs)),
            OpenConnector = settings => Open(settings, blobs),
            Connections = connections,
            Pauses = pauses,
            Time = Time,
            Measures = measures,
            Watches = watches,
            Owner = "test",
        };
    }

    private IConnector Open(ConnectionSettings settings, InMemoryBlobs blobs)
    {
        var entry = ConnectorCatalog.Find(settings.Product)!;
        // A backfill waits for its turn at exports, and nobody moves the clock meanwhile.
        var limits = entry.Limits.Where(limit => limit.Name != "incremental").ToList();
        var budget = new CallBudget(new CallServices(store, Time, pauses), settings, limits, Calls[settings.Id]);
        var meter = new CallMeter(settings, watches.Of(settings.Id), measures, Time, budget);
        return entry.Open(settings, new ConnectorServices(new HttpMessageInvoker(meter), Time, blobs));
    }

    private static ConnectionSettings Settings(string id, string party, string product, string user, string token, string below = "") => new()
    {
        Id = id,
        Party = party,
        Product = product,
        Endpoint = new Uri($"http://{id}.example/{below}"),
        User = user,
        Token = token,
        WebhookSecret = "secret",
        CallsPerMinute = 10_000,
        Deadline = TimeSpan.FromSeconds(3),
        Settle = TimeSpan.FromSeconds(2),
    };
}
