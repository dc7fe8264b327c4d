namespace Entente.Sandbox.Jira;

/// <summary>Horizons and limits of the imitation; <see cref="JiraConfiguration"/> sets them by name.</summary>
internal sealed class JiraSettings
{
    /// <summary>Seconds after which search sees a create, an update or a deletion. Real sites: seconds as a rule, hours at times.</summary>
    public double IndexLagSeconds { get; set; } = 2;

    /// <summary>Requests per second for each endpoint and method before 429 (<c>jira-burst-based</c>); 0 for no limit.</summary>
    public int BurstPerSecond { get; set; } = 100;

    /// <summary>Writes to one issue within <see cref="PerIssueWriteSeconds"/> before 429 (<c>jira-per-issue-on-write</c>); 0 for no limit.</summary>
    public int PerIssueWrites { get; set; } = 20;

    public int PerIssueWriteSeconds { get; set; } = 2;

    /// <summary>Wait before the first retry of a webhook; the second waits twice as long and so on, five retries in all.</summary>
    public double WebhookRetrySeconds { get; set; } = 300;

    public double WebhookDelaySeconds { get; set; }

    /// <summary>Everyone's privacy setting: <c>emailAddress</c> is null for everyone but oneself.</summary>
    public bool HideEmails { get; set; }

    public long AttachmentLimitBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Comments of one issue before 413.</summary>
    public int CommentsPerIssue { get; set; } = 5000;

    /// <summary>Remote links of one issue before 413.</summary>
    public int RemoteLinksPerIssue { get; set; } = 2000;

    /// <summary>The next so many edits and transitions answer 409, as when someone else writes in the same moment.</summary>
    public int ConflictWrites { get; set; }

    /// <summary>Fields that an administrator made required on the create screen, by id.</summary>
    public IReadOnlyList<string> RequiredFields { get; set; } = [];
}
