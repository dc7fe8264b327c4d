using System.Text.Json;

namespace Entente.Sandbox.Jira;

/// <summary>Sets the imitation's horizons and limits by name. All or nothing: a body with one bad member changes none.</summary>
internal static class JiraConfiguration
{
    private const double MaxSeconds = 7 * 24 * 3600;

    private static readonly SortedDictionary<string, Func<JsonElement, Action<JiraSettings>?>> Settings = new(StringComparer.Ordinal)
    {
        ["attachmentLimitBytes"] = Number(1, 1L << 31, (settings, value) => settings.AttachmentLimitBytes = (long)value),
        ["burstPerSecond"] = Number(0, 1_000_000, (settings, value) => settings.BurstPerSecond = (int)value),
        ["commentsPerIssue"] = Number(0, 1_000_000, (settings, value) => settings.CommentsPerIssue = (int)value),
        ["conflictWrites"] = Number(0, 1_000_000, (settings, value) => settings.ConflictWrites = (int)value),
        ["hideEmails"] = Flag,
        ["indexLagSeconds"] = Number(0, MaxSeconds, (settings, value) => settings.IndexLagSeconds = value),
        ["perIssueWrites"] = Number(0, 1_000_000, (settings, value) => settings.PerIssueWrites = (int)value),
        ["perIssueWriteSeconds"] = Number(1, 3600, (settings, value) => settings.PerIssueWriteSeconds = (int)value),
        ["remoteLinksPerIssue"] = Number(0, 1_000_000, (settings, value) => settings.RemoteLinksPerIssue = (int)value),
        ["requiredFields"] = FieldIds,
        ["webhookDelaySeconds"] = Number(0, MaxSeconds, (settings, value) => settings.WebhookDelaySeconds = value),
        ["webhookRetrySeconds"] = Number(0, MaxSeconds, (settings, value) => settings.WebhookRetrySeconds = value),
    };

    /// <summary>Null, or a sentence that says what is wrong.</summary>
    public static string? Apply(JiraSettings settings, JsonElement asked)
    {
        if (asked.ValueKind != JsonValueKind.Object)
            return "Jira's settings are a JSON object.";
        var changes = new List<Action<JiraSettings>>();
        foreach (var member in asked.EnumerateObject())
        {
            if (!Settings.TryGetValue(member.Name, out var read))
                return $"Jira has no setting '{member.Name}'; it has {string.Join(", ", Settings.Keys)}.";
            if (read(member.Value) is not { } change)
                return $"Jira's setting '{member.Name}' cannot be {member.Value.GetRawText()}.";
            changes.Add(change);
        }

        foreach (var change in changes)
            change(settings);
        return null;
    }

    private static Func<JsonElement, Action<JiraSettings>?> Number(double least, double most, Action<JiraSettings, double> set) => value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? settings => set(settings, number)
            : null;

    private static Action<JiraSettings>? Flag(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? settings => settings.HideEmails = value.GetBoolean() : null;

    private static Action<JiraSettings>? FieldIds(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
            return null;
        string[] ids = [.. value.EnumerateArray().Select(id => id.GetString()!)];
        return settings => settings.RequiredFields = ids;
    }
}
