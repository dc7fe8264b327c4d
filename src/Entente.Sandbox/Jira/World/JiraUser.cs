namespace Entente.Sandbox.Jira.World;

/// <summary>A person or an app of the site. Known by <paramref name="AccountId"/> alone: names and addresses may be hidden.</summary>
/// <param name="TimeZone">IANA name; JQL date literals and every time in answers to this person are read and written in it.</param>
internal sealed record JiraUser(string AccountId, string DisplayName, string? EmailAddress, string TimeZone)
{
    /// <summary>API token for Basic (with the address) and Bearer; null for people who never call.</summary>
    public string? Token { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>Holds "Administer Jira", which admin webhooks ask for.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Project roles; a comment restricted to a role is visible only to those who hold it.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary><c>atlassian</c> for people, <c>app</c> for apps.</summary>
    public string AccountType { get; init; } = "atlassian";

    /// <summary>The zone of the profile; UTC where this machine has no data for it.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
}
