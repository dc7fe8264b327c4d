using System.Text.Json;

using Entente.Sandbox.AzureDevOps.Fields;

namespace Entente.Sandbox.AzureDevOps;

/// <summary>Sets the imitation's horizons, limits and rules by name. All or nothing: a body with one bad member changes none.</summary>
internal static class DevOpsConfiguration
{
    private const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>What a value changes, or null where it is none of the setting's.</summary>
    private delegate Action<DevOpsSettings>? Reader(FieldCatalogue fields, JsonElement value);

    private static readonly SortedDictionary<string, Reader> Settings = new(StringComparer.Ordinal)
    {
        ["attachmentLimitBytes"] = Number(1, 1L << 31, (settings, value) => settings.AttachmentLimitBytes = (long)value),
        ["attachmentsPerItem"] = Number(0, 1_000_000, (settings, value) => settings.AttachmentsPerItem = (int)value),
        ["commentsPerItem"] = Number(0, 1_000_000, (settings, value) => settings.CommentsPerItem = (int)value),
        ["conflictWrites"] = Number(0, 1_000_000, (settings, value) => settings.ConflictWrites = (int)value),
        ["forbiddenMoves"] = Moves,
        ["hookDelaySeconds"] = Number(0, MaxSeconds, (settings, value) => settings.HookDelaySeconds = value),
        ["hookRetrySeconds"] = Number(0, MaxSeconds, (settings, value) => settings.HookRetrySeconds = value),
        ["linksPerItem"] = Number(0, 1_000_000, (settings, value) => settings.LinksPerItem = (int)value),
        ["probationSeconds"] = Number(0, MaxSeconds, (settings, value) => settings.ProbationSeconds = value),
        ["queryResultLimit"] = Number(0, 1_000_000, (settings, value) => settings.QueryResultLimit = (int)value),
        ["requiredFields"] = Required,
        ["revisionLimit"] = Number(1, 1_000_000, (settings, value) => settings.RevisionLimit = (int)value),
        ["signInStatus"] = SignIn,
        ["tagsPerItem"] = Number(0, 1_000_000, (settings, value) => settings.TagsPerItem = (int)value),
        ["usageLimit"] = Number(0, 1_000_000, (settings, value) => settings.UsageLimit = value),
        ["usagePerRequest"] = Number(0, 1_000_000, (settings, value) => settings.UsagePerRequest = value),
    };

    /// <summary>Null, or a sentence that says what is wrong.</summary>
    public static string? Apply(DevOpsSettings settings, FieldCatalogue fields, JsonElement asked)
    {
        if (asked.ValueKind != JsonValueKind.Object)
            return "Azure DevOps' settings are a JSON object.";
        var changes = new List<Action<DevOpsSettings>>();
        foreach (var member in asked.EnumerateObject())
        {
            if (!Settings.TryGetValue(member.Name, out var read))
                return $"Azure DevOps has no setting '{member.Name}'; it has {string.Join(", ", Settings.Keys)}.";
            if (read(fields, member.Value) is not { } change)
                return $"Azure DevOps' setting '{member.Name}' cannot be {member.Value.GetRawText()}.";
            changes.Add(change);
        }

        foreach (var change in changes)
            change(settings);
        return null;
    }

    private static Reader Number(double least, double most, Action<DevOpsSettings, double> set) =>
        (_, value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? settings => set(settings, number)
            : null;

    private static Action<DevOpsSettings>? SignIn(FieldCatalogue fields, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var status) && status is 203 or 302 or 401
            ? settings => settings.SignInStatus = status
            : null;

    private static Action<DevOpsSettings>? Required(FieldCatalogue fields, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var rules = value.EnumerateArray().Select(rule =>
            fields.Find(DevOpsJson.Text(rule, "field") ?? "") is { } field
                ? new RequiredFieldRule(DevOpsJson.Text(rule, "type"), DevOpsJson.Text(rule, "state"), field.ReferenceName)
                : null).ToList();
        return rules.Contains(null) ? null : settings => settings.RequiredFields = [.. rules.Select(rule => rule!)];
    }

    private static Action<DevOpsSettings>? Moves(FieldCatalogue fields, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var rules = value.EnumerateArray().Select(rule => DevOpsJson.Text(rule, "to") is { } to
            ? new ForbiddenMoveRule(DevOpsJson.Text(rule, "type"), DevOpsJson.Text(rule, "from"), to)
            : null).ToList();
        return rules.Contains(null) ? null : settings => settings.ForbiddenMoves = [.. rules.Select(rule => rule!)];
    }
}
