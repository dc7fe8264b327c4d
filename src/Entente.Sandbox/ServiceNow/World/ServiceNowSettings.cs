namespace Entente.Sandbox.ServiceNow.World;

/// <summary>How the imitated instance is set up: zones, properties, rules and rights that differ from customer to customer.</summary>
internal sealed class ServiceNowSettings
{
    /// <summary><c>glide.sys.default.tz</c>: the zone of everybody who has none of their own.</summary>
    public string InstanceTimeZone { get; set; } = "Europe/London";

    /// <summary>The zone of the integration user; empty for the instance's.</summary>
    public string IntegrationTimeZone { get; set; } = "";

    /// <summary><c>glide.invalid_query.returns_no_rows</c>: otherwise what is wrong in a query is ignored and more rows come.</summary>
    public bool InvalidQueryReturnsNoRows { get; set; }

    /// <summary>Whether On Hold for the caller is refused without a comment in the same change.</summary>
    public bool AwaitingCallerNeedsComment { get; set; } = true;

    /// <summary><c>glide.ui.autoclose.time</c>: days after which a resolved incident closes; 0 for never.</summary>
    public double AutoCloseDays { get; set; } = 7;

    /// <summary>Whether a change of a closed incident is answered with 200 and does nothing; otherwise a business rule refuses it.</summary>
    public bool ClosedIncidentsStaySilent { get; set; }

    /// <summary>Whether a create may choose its sys_id.</summary>
    public bool AcceptsClientSysId { get; set; } = true;

    /// <summary>Whether the customer made <c>correlation_id</c> unique.</summary>
    public bool UniqueCorrelationId { get; set; }

    /// <summary>Whether a file moves its record's stamp.</summary>
    public bool AttachmentsTouchRecords { get; set; }

    /// <summary><c>com.glide.attachment.max_size</c>; the vendor's default is 1024 MB.</summary>
    public long MaxAttachmentBytes { get; set; } = 1024L << 20;

    /// <summary><c>glide.attachment.extensions</c>, without dots; empty for any.</summary>
    public IReadOnlyList<string> AttachmentExtensions { get; set; } = [];

    /// <summary>A rate limit rule for each user; 0 for none, as on a fresh instance.</summary>
    public int RequestsPerHour { get; set; }

    /// <summary>How long an async business rule waits for a worker.</summary>
    public TimeSpan BusinessRuleDelay { get; set; }

    public IReadOnlyList<OutboundMessage> OutboundMessages { get; set; } = [];

    public IReadOnlyList<AbortRule> AbortRules { get; set; } = [];

    /// <summary>Fields that only an admin reads, as <c>table.column</c>; to others they are simply absent.</summary>
    public IReadOnlyList<string> UnreadableFields { get; set; } = [];

    /// <summary>Fields that only an admin writes, as <c>table.column</c>; what others send is ignored.</summary>
    public IReadOnlyList<string> UnwritableFields { get; set; } = [];

    /// <summary>Tables of which only an admin sees rows.</summary>
    public IReadOnlyList<string> UnreadableTables { get; set; } = [];

    /// <summary>Records, by sys_id, that only an admin sees.</summary>
    public IReadOnlyList<string> UnreadableRecords { get; set; } = [];
}

/// <summary>An installed async business rule with its REST message: it posts what changed, signed, to one address.</summary>
/// <param name="Secret">The key of the signature.</param>
/// <param name="Table">Changes of this table and of those below it.</param>
/// <param name="ExceptUser">User name whose own changes are not told; empty for none.</param>
internal sealed record OutboundMessage(Uri Url, string Secret, string Table, string ExceptUser)
{
    public string TimestampHeader { get; init; } = "X-Entente-Timestamp";

    public string SignatureHeader { get; init; } = "X-Entente-Signature";

    public string DeliveryHeader { get; init; } = "X-Entente-Delivery";
}

/// <summary>A customer's before-rule: a change after which the record matches <paramref name="When"/> is aborted.</summary>
/// <param name="When">An encoded query.</param>
internal sealed record AbortRule(string Name, string Table, string When);
