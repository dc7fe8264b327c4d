namespace Entente.Sandbox.Jira.Webhooks;

/// <summary>An admin webhook: where to, for which events, for which issues.</summary>
/// <param name="Filter">JQL of the section <c>issue-related-events-section</c>; null for every issue.</param>
/// <param name="Secret">Signs the raw body; null for unsigned calls.</param>
internal sealed record WebhookRegistration(long Id, string Name, Uri Target, IReadOnlyList<string> Events, string? Filter, string? Secret)
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>Whose rights and zone the filter is read with.</summary>
    public required string OwnerId { get; init; }

    public required DateTimeOffset Updated { get; init; }
}
