using System.Text.Json;
using Entente.Cel;
using Entente.Connectors.Http;
using Entente.Core.Tickets;

namespace Entente.Connectors.Zendesk;

/// <summary>Zendesk Support. A table of contents: each duty has its file in this folder; its README says what Zendesk does and does not do.</summary>
public sealed class ZendeskConnector : IConnector
{
    /// <summary>50 MB, as Zendesk counts them.</summary>
    public const long AttachmentLimitBytes = 50L << 20;

    private readonly ConnectionSettings settings;
    private readonly ZendeskClient client;
    private readonly ZendeskDuplicates duplicates;

    public ZendeskConnector(ConnectionSettings settings, ConnectorServices services)
    {
        this.settings = settings;
        client = new ZendeskClient(settings, services);
        duplicates = new ZendeskDuplicates(settings, client);
    }

    public ConnectorTraits Traits { get; } = new(ZendeskSchema.Product, "Zendesk")
    {
        HasConditionalWrite = true,
        StampResolution = TimeSpan.FromSeconds(1),
        EditsComments = false,
        CreateClaim = "exactly-once",
        TextLimits = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["subject"] = 255, [ZendeskFields.Description] = 65_535 },
        CommentLimit = 65_535,
        AttachmentLimitBytes = AttachmentLimitBytes,
    };

    public TicketSchema Schema => ZendeskSchema.Fields;

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => new ZendeskCheck(settings, client).CheckAsync(cancellation);

    public async Task<TicketSchema> CatalogueAsync(CancellationToken cancellation)
    {
        var fields = new List<JsonElement>();
        await foreach (var page in client.PagesAsync("api/v2/ticket_fields?page%5Bsize%5D=100", cancellation))
            fields.AddRange(page.Items("ticket_fields"));
        return ZendeskSchema.Extended(fields, await StatusesAsync(cancellation));
    }

    public Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        new ZendeskReader(settings, client).ReadAsync(nativeId, known, cancellation);

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) => ZendeskSplit.Split(write, current);

    public bool Holds(string field, CelValue current, CelValue wanted) => ZendeskHolds.Holds(field, current, wanted);

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Retire is { } retirement
        ? Task.FromResult(ZendeskDuplicates.Prepare(retirement))
        : new ZendeskPreparation(client).PrepareAsync(effect, cancellation);

    public async Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? await duplicates.SendAsync(retirement, call, cancellation)
            : ZendeskWrites.Read(effect, call, await client.WriteAsync(call, cancellation));

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.ProbeAsync(effect, retirement, cancellation)
            : new ZendeskProbe(settings, client).ProbeAsync(effect, call, sentAt, cancellation);

    public Task<IReadOnlyList<Carrier>> CarriersAsync(MarkedWrite write, CancellationToken cancellation) => duplicates.FindAsync(write, cancellation);

    public IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) =>
        ZendeskDuplicates.Retire(write, duplicate, keptKey);

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) =>
        new ZendeskProbe(settings, client).RecallAsync(query, cancellation);

    public string PollFrom(DateTimeOffset since) => ZendeskPoll.Start(since);

    public async Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation)
    {
        var from = cursor ?? ZendeskPoll.Start(client.Now - settings.LookBack);
        try
        {
            return ZendeskPoll.Page((await client.GetAsync(ZendeskPoll.Path(from), cancellation)).Json(), from);
        }
        catch (ConnectorException refusal) when (refusal.Kind == FailureKind.Refused && !ZendeskPoll.IsStart(from))
        {
            // A cursor that Zendesk no longer takes (RELIABILITY R03): begin again with the overlap that the connection names.
            return new PollPage([], ZendeskPoll.Start(client.Now - settings.LookBack), More: true);
        }
    }

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        Uri.TryCreate(attachment.Locator, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? client.DownloadAsync(address, AttachmentLimitBytes, cancellation)
            : throw new ConnectorException(FailureKind.NotFound, "tracker.attachment-gone", "The attachment has no address any more.");

    public WebhookReading ReadWebhook(WebhookCall call) => ZendeskWebhook.Read(settings, call);

    // Accounts without custom statuses answer 403 or 404.
    private async Task<IReadOnlyList<JsonElement>> StatusesAsync(CancellationToken cancellation)
    {
        try
        {
            return [.. (await client.GetAsync("api/v2/custom_statuses", cancellation)).Json().Items("custom_statuses")];
        }
        catch (ConnectorException refusal) when (refusal.Kind is FailureKind.Forbidden or FailureKind.NotFound or FailureKind.Unsupported)
        {
            return [];
        }
    }
}
