namespace Entente.Sandbox.AzureDevOps;

/// <summary>Horizons, limits and rules of the imitation; <see cref="DevOpsConfiguration"/> sets them by name.</summary>
internal sealed class DevOpsSettings
{
    /// <summary>Revisions after which the REST API refuses every further change of a work item, for good.</summary>
    public int RevisionLimit { get; set; } = 10_000;

    public long AttachmentLimitBytes { get; set; } = 60L * 1024 * 1024;

    public int AttachmentsPerItem { get; set; } = 100;

    public int LinksPerItem { get; set; } = 1000;

    public int TagsPerItem { get; set; } = 100;

    public int CommentsPerItem { get; set; } = 1000;

    /// <summary>Results of one query before it is refused.</summary>
    public int QueryResultLimit { get; set; } = 20_000;

    /// <summary>Throughput units (TSTU) that one person may use in five minutes; 0 for no limit.</summary>
    public double UsageLimit { get; set; } = 200;

    /// <summary>Throughput units that one request uses.</summary>
    public double UsagePerRequest { get; set; } = 0.01;

    /// <summary>Seconds between a change and its service hook.</summary>
    public double HookDelaySeconds { get; set; }

    /// <summary>Wait before the first repetition of a service hook that failed in passing; each further wait is twice as long, 60 at most.</summary>
    public double HookRetrySeconds { get; set; } = 1;

    /// <summary>Wait before a subscription on probation is tried again; each further wait is twice as long.</summary>
    public double ProbationSeconds { get; set; } = 300;

    /// <summary>How a caller without valid credentials is answered: 203 with a page, 302 to one, or 401.</summary>
    public int SignInStatus { get; set; } = 203;

    /// <summary>The next so many changes answer 409, as when the server itself meets a race.</summary>
    public int ConflictWrites { get; set; }

    public IReadOnlyList<RequiredFieldRule> RequiredFields { get; set; } = [];

    public IReadOnlyList<ForbiddenMoveRule> ForbiddenMoves { get; set; } = [];
}

/// <summary>A rule of the process: a field that a type needs in a state. Null stands for every type, for every state.</summary>
internal sealed record RequiredFieldRule(string? Type, string? State, string Field);

/// <summary>A rule of the process: a move that a type forbids. Null stands for every type, for every state before.</summary>
internal sealed record ForbiddenMoveRule(string? Type, string? From, string To);
