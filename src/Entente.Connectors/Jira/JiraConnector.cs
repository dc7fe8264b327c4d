using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.Jira;

/// <summary>Jira Cloud, REST v3. What it does stands in the types that it names; what to know about Jira in the README beside it.</summary>
internal sealed class JiraConnector : IConnector
{
    /// <summary>What Jira Cloud can be set to at most; the check shows what a site allows, and Jira refuses what is larger.</summary>
    private const long AttachmentLimit = 2L << 30;

    private readonly ConnectionSettings settings;
    private readonly JiraClient client;
    private readonly JiraDirectory directory;
    private readonly JiraKeyWindow window;
    private readonly JiraReader reader;
    private readonly JiraWriter writer;
    private readonly JiraProbe probe;
    private readonly JiraDuplicates duplicates;
    private readonly JiraPoll poll;
    private readonly JiraCatalogue catalogue;
    private readonly JiraCheck check;

    public JiraConnector(ConnectionSettings settings, ConnectorServices services, JiraOptions? options = null)
    {
        options ??= new JiraOptions();
        this.settings = settings;
        client = new JiraClient(settings, services);
        directory = new JiraDirectory(client);
        window = new JiraKeyWindow(client, directory);
        reader = new JiraReader(client, directory);
        writer = new JiraWriter(client, directory, window);
        probe = new JiraProbe(client, directory, window, reader);
        duplicates = new JiraDuplicates(client, directory, window);
        poll = new JiraPoll(client, settings, options);
        catalogue = new JiraCatalogue(client, directory, options);
        check = new JiraCheck(client, settings, options);
    }

    public ConnectorTraits Traits { get; } = new(JiraSchema.Product, "Jira Cloud")
    {
        HasConditionalWrite = false,
        EditsComments = true,
        CreateClaim = "exactly-once",
        TextLimits = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["description"] = JiraSchema.TextLimit,
            ["environment"] = JiraSchema.TextLimit,
            ["summary"] = JiraSchema.LineLimit,
        },
        CommentLimit = JiraSchema.TextLimit,
        AttachmentLimitBytes = AttachmentLimit,
    };

    public TicketSchema Schema => JiraSchema.Standard;

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => check.RunAsync(cancellation);

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => catalogue.ReadAsync(cancellation);

    public Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        reader.ReadAsync(nativeId, known, cancellation);

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) => JiraSplit.Split(write, current);

    public bool Holds(string field, CelValue current, CelValue wanted) => JiraHolds.Holds(field, current, wanted);

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Retire is { } retirement
        ? duplicates.PrepareAsync(effect, retirement, cancellation)
        : writer.PrepareAsync(effect, cancellation);

    public Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.SendAsync(retirement, call, cancellation)
            : writer.SendAsync(effect, call, cancellation);

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.ProbeAsync(effect, retirement, cancellation)
            : probe.ProbeAsync(effect, call, sentAt, cancellation);

    public Task<IReadOnlyList<Carrier>> CarriersAsync(MarkedWrite write, CancellationToken cancellation) => duplicates.FindAsync(write, cancellation);

    public IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) =>
        JiraDuplicates.Retire(write, duplicate, keptKey);

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) =>
        window.RecallAsync(JiraWriter.Project(query.Step.Fields), query, cancellation);

    public string PollFrom(DateTimeOffset since) => JiraPoll.Start(since);

    public Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => poll.PollAsync(cursor, cancellation);

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        client.DownloadAsync(attachment.Locator, AttachmentLimit, cancellation);

    public WebhookReading ReadWebhook(WebhookCall call) => JiraWebhook.Read(call, settings.WebhookSecret, directory.Hub);
}
