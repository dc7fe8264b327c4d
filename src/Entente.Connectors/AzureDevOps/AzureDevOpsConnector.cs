using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Connectors.AzureDevOps;

/// <summary>
/// Azure DevOps work items, REST 7.1. What it does stands in the types that it names; what to know about Azure DevOps in the README beside it.
/// </summary>
internal sealed class AzureDevOpsConnector : IConnector
{
    /// <summary>60 MB, as Azure DevOps Services counts them; a server may be set lower, and refuses then.</summary>
    private const long AttachmentLimit = 60L << 20;

    private readonly ConnectionSettings settings;
    private readonly AzureDevOpsClient client;
    private readonly AzureDevOpsDirectory directory;
    private readonly AzureDevOpsIdWindow window;
    private readonly AzureDevOpsReader reader;
    private readonly AzureDevOpsWriter writer;
    private readonly AzureDevOpsAnswers answers;
    private readonly AzureDevOpsProbe probe;
    private readonly AzureDevOpsDuplicates duplicates;
    private readonly AzureDevOpsPoll poll;
    private readonly AzureDevOpsCatalogue catalogue;
    private readonly AzureDevOpsCheck check;

    public AzureDevOpsConnector(ConnectionSettings settings, ConnectorServices services, AzureDevOpsOptions? options = null)
    {
        options ??= new AzureDevOpsOptions();
        this.settings = settings;
        client = new AzureDevOpsClient(settings, services);
        directory = new AzureDevOpsDirectory(client, settings);
        window = new AzureDevOpsIdWindow(client, directory);
        reader = new AzureDevOpsReader(client, directory, options);
        writer = new AzureDevOpsWriter(client, directory, window, options);
        answers = new AzureDevOpsAnswers(client, directory, reader);
        probe = new AzureDevOpsProbe(client, directory, window, reader, answers);
        duplicates = new AzureDevOpsDuplicates(client, directory, window);
        poll = new AzureDevOpsPoll(client, settings, options);
        catalogue = new AzureDevOpsCatalogue(client, directory, options);
        check = new AzureDevOpsCheck(client, settings, directory, catalogue, window, poll);
    }

    public ConnectorTraits Traits { get; } = new(AzureDevOpsSchema.Product, "Azure DevOps")
    {
        HasConditionalWrite = true,
        EditsComments = true,
        CreateClaim = "exactly-once",
        TextLimits = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["Microsoft.VSTS.Common.AcceptanceCriteria"] = AzureDevOpsSchema.TextLimit,
            ["Microsoft.VSTS.TCM.ReproSteps"] = AzureDevOpsSchema.TextLimit,
            ["Microsoft.VSTS.TCM.SystemInfo"] = AzureDevOpsSchema.TextLimit,
            ["System.Description"] = AzureDevOpsSchema.TextLimit,
            [AzureDevOpsSchema.Title] = AzureDevOpsSchema.LineLimit,
        },
        CommentLimit = AzureDevOpsSchema.TextLimit,
        AttachmentLimitBytes = AttachmentLimit,
    };

    public TicketSchema Schema => AzureDevOpsSchema.Standard;

    public Task<CheckReport> CheckAsync(CancellationToken cancellation) => check.RunAsync(cancellation);

    public Task<TicketSchema> CatalogueAsync(CancellationToken cancellation) => catalogue.ReadAsync(cancellation);

    public Task<TicketRead> ReadAsync(string nativeId, TicketSnapshot? known, CancellationToken cancellation) =>
        reader.ReadAsync(nativeId, known, cancellation);

    public IReadOnlyList<WriteStep> Split(TicketWrite write, TicketSnapshot? current) => AzureDevOpsSplit.Split(write, current);

    public bool Holds(string field, CelValue current, CelValue wanted) => AzureDevOpsHolds.Holds(field, current, wanted);

    public Task<PreparedCall> PrepareAsync(EffectCall effect, CancellationToken cancellation) => effect.Step.Retire is { } retirement
        ? duplicates.PrepareAsync(effect, retirement, cancellation)
        : writer.PrepareAsync(effect, cancellation);

    public Task<WriteResult> SendAsync(EffectCall effect, PreparedCall call, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.SendAsync(retirement, call, cancellation)
            : answers.SendAsync(effect, call, cancellation);

    public Task<ProbeOutcome> ProbeAsync(EffectCall effect, PreparedCall call, DateTimeOffset sentAt, CancellationToken cancellation) =>
        effect.Step.Retire is { } retirement
            ? duplicates.ProbeAsync(effect, retirement, cancellation)
            : probe.ProbeAsync(effect, call, cancellation);

    public Task<IReadOnlyList<Carrier>> CarriersAsync(MarkedWrite write, CancellationToken cancellation) => duplicates.FindAsync(write, cancellation);

    public IReadOnlyList<WriteStep> Retire(MarkedWrite write, Carrier duplicate, string keptKey) =>
        AzureDevOpsDuplicates.Retire(write, duplicate, keptKey);

    public Task<ProbeOutcome> RecallAsync(RecallQuery query, CancellationToken cancellation) => window.RecallAsync(query, cancellation);

    public string PollFrom(DateTimeOffset since) => AzureDevOpsPoll.Start(since);

    public Task<PollPage> PollAsync(string? cursor, CancellationToken cancellation) => poll.PollAsync(cursor, cancellation);

    public Task<Stream> OpenAttachmentAsync(TicketAttachment attachment, CancellationToken cancellation) =>
        AzureDevOpsFile.InAddress(attachment.Locator) is { } file
            ? client.DownloadAsync(file, AttachmentLimit, cancellation)
            : throw new ConnectorException(FailureKind.NotFound, "tracker.attachment-gone", "The attachment has no address any more.");

    public WebhookReading ReadWebhook(WebhookCall call) => AzureDevOpsWebhook.Read(call, settings.WebhookSecret, directory.People);
}
