using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>ServiceNow, Table API. What it does stands in the types that it names; what to know about ServiceNow in the README beside it.</summary>
internal sealed class ServiceNowConnector : IConnector
{
    /// <summary>What instances come with (<c>com.glide.attachment.max_size</c>, 1024 MB).</summary>
    private const long AttachmentLimit = 1L << 30;

    private readonly ConnectionSettings settings;
    private readonly ServiceNowOptions options;
    private readonly ServiceNowClient client;
    private readonly ServiceNowReader reader;
    private readonly ServiceNowWriter writer;
    private readonly ServiceNowSender sender;
    private readonly ServiceNowProbe probe;
    private readonly ServiceNowDuplicates duplicates;
    private readonly ServiceNowPoll poll;
    private readonly ServiceNowCatalogue catalogue;
    private readonly ServiceNowCheck check;

    public ServiceNowConnector(ConnectionSettings settings, ConnectorServices services, ServiceNowOptions? options = null)
    {
        this.options = options ??= ServiceNowOptions.Read(settings.Options);
        this.settings = settings;
        client = new ServiceNowClient(settings, services);
        var directory = new ServiceNowDirectory(client, options);
        var mapping = new ServiceNowMapping(settings.Endpoint, options.Table);
        reader = new ServiceNowReader(client, directory, mapping, options);
        writer = new ServiceNowWriter(client, directory, mapping, options);
        sender = new ServiceNowSender(client, directory, mapping);
        probe = new ServiceNowProbe(client, reader, mapping, directory, options);
        duplicates = new ServiceNowDuplicates(client, reader, options);
        poll = new ServiceNowPoll(client, settings, options);
        catalogue = new ServiceNowCatalogue(client, directory, options);
        check = new ServiceNowCheck(client, directory, settings, options);
    }

    public ConnectorTraits Traits { get; } = new(ServiceNowSchema.Product, "ServiceNow")
    {
        HasConditionalWrite = false,
        EditsComments = false,
        // Two creates of one effect are possible where the instance has no unique index on correlation_id; the check says which it is.
        CreateClaim = "exactly-once after 24 h",
        TextLimits = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["close_notes"] = 4000,
            ["description"] = 4000,
            ["short_description"] = 160,
            ["u_holder"] = 100,
            ["u_partner_key"] = 100,
            ["u_partner_url"] = 1024,
        },
        // 4,000 less the marker and the [code] around HTML.
        CommentLimit = 3900,
        AttachmentLimitBytes = AttachmentLimit,
    };

    public TicketSchema Schema => ServiceNowSchema.Standard;

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => check.RunAsync(cancellation);

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => catalogue.ReadAsync(cancellation);

    public Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        reader.ReadAsync(nativeId, known, cancellation);

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) => ServiceNowSplit.Split(write, current);

    public bool Holds(string field, CelValue current, CelValue wanted) => ServiceNowHolds.Holds(field, current, wanted);

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Retire is { } retirement
        ? duplicates.PrepareAsync(effect, retirement, cancellation)
        : writer.PrepareAsync(effect, cancellation);

    public Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.SendAsync(retirement, call, cancellation)
            : sender.SendAsync(effect, call, cancellation);

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.ProbeAsync(effect, retirement, cancellation)
            : probe.ProbeAsync(effect, call, sentAt, cancellation);

    public Task<IReadOnlyList<Carrier>> CarriersAsync(MarkedWrite write, CancellationToken cancellation) => duplicates.FindAsync(write, cancellation);

    public IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) =>
        ServiceNowDuplicates.Retire(write, duplicate, keptKey);

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) => probe.RecallAsync(query, cancellation);

    public string PollFrom(DateTimeOffset since) => poll.Start(since);

    public Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => poll.PollAsync(cursor, cancellation);

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        client.DownloadAsync(attachment.Locator, AttachmentLimit, cancellation);

    public WebhookReading ReadWebhook(WebhookCall call) => ServiceNowWebhook.Read(call, settings, options.Table);
}
