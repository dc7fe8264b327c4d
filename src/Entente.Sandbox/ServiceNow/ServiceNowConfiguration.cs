using System.Text.Json;

using Entente.Sandbox.ServiceNow.World;

namespace Entente.Sandbox.ServiceNow;

/// <summary>Sets the instance up by name. All or nothing: a body with one bad member changes none.</summary>
internal static class ServiceNowConfiguration
{
    private static readonly SortedDictionary<string, Action<ServiceNowSettings, JsonElement>> Names = new(StringComparer.Ordinal)
    {
        ["abortRules"] = (settings, value) => settings.AbortRules = [.. value.EnumerateArray().Select(Rule)],
        ["acceptsClientSysId"] = (settings, value) => settings.AcceptsClientSysId = value.GetBoolean(),
        ["attachmentExtensions"] = (settings, value) => settings.AttachmentExtensions = Texts(value),
        ["attachmentsTouchRecords"] = (settings, value) => settings.AttachmentsTouchRecords = value.GetBoolean(),
        ["autoCloseDays"] = (settings, value) => settings.AutoCloseDays = Amount(value),
        ["awaitingCallerNeedsComment"] = (settings, value) => settings.AwaitingCallerNeedsComment = value.GetBoolean(),
        ["businessRuleSeconds"] = (settings, value) => settings.BusinessRuleDelay = TimeSpan.FromSeconds(Amount(value)),
        ["closedIncidentsStaySilent"] = (settings, value) => settings.ClosedIncidentsStaySilent = value.GetBoolean(),
        ["instanceTimeZone"] = (settings, value) => settings.InstanceTimeZone = Zone(value),
        ["integrationTimeZone"] = (settings, value) => settings.IntegrationTimeZone = value.GetString() is "" ? "" : Zone(value),
        ["invalidQueryReturnsNoRows"] = (settings, value) => settings.InvalidQueryReturnsNoRows = value.GetBoolean(),
        ["maxAttachmentBytes"] = (settings, value) => settings.MaxAttachmentBytes = (long)Amount(value),
        ["outboundMessages"] = (settings, value) => settings.OutboundMessages = [.. value.EnumerateArray().Select(Message)],
        ["requestsPerHour"] = (settings, value) => settings.RequestsPerHour = (int)Amount(value),
        ["uniqueCorrelationId"] = (settings, value) => settings.UniqueCorrelationId = value.GetBoolean(),
        ["unreadableFields"] = (settings, value) => settings.UnreadableFields = Texts(value),
        ["unreadableRecords"] = (settings, value) => settings.UnreadableRecords = Texts(value),
        ["unreadableTables"] = (settings, value) => settings.UnreadableTables = Texts(value),
        ["unwritableFields"] = (settings, value) => settings.UnwritableFields = Texts(value),
    };

    /// <summary>Null, or a sentence that says what is wrong.</summary>
    public static string? Apply(ServiceNowInstance instance, JsonElement asked)
    {
        if (asked.ValueKind != JsonValueKind.Object)
            return "ServiceNow's settings are a JSON object.";
        var trial = new ServiceNowSettings();
        foreach (var member in asked.EnumerateObject())
        {
            if (!Names.TryGetValue(member.Name, out var set))
                return $"ServiceNow has no setting '{member.Name}'; it has {string.Join(", ", Names.Keys)}.";
            try
            {
                set(trial, member.Value);
            }
            catch (Exception refused) when (refused is InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
            {
                return $"ServiceNow's setting '{member.Name}' cannot be {member.Value.GetRawText()}.";
            }
        }

        foreach (var member in asked.EnumerateObject())
            Names[member.Name](instance.Settings, member.Value);
        Write(instance);
        return null;
    }

    /// <summary>Zones also stand in tables, where a caller reads them.</summary>
    private static void Write(ServiceNowInstance instance)
    {
        instance.First("sys_properties", "name", "glide.sys.default.tz")!["value"] = instance.Settings.InstanceTimeZone;
        instance.First("sys_user", "user_name", SeededWorld.Integration)!["time_zone"] = instance.Settings.IntegrationTimeZone;
    }

    private static double Amount(JsonElement value) =>
        value.GetDouble() is >= 0 and <= 1e12 and var amount ? amount : throw new ArgumentOutOfRangeException(nameof(value));

    private static string[] Texts(JsonElement value) => [.. value.EnumerateArray().Select(text => text.GetString() ?? "")];

    private static string Zone(JsonElement value) =>
        value.GetString() is { } id && ServiceNowTime.Zone(id) is not null ? id : throw new ArgumentException("no such zone", nameof(value));

    private static OutboundMessage Message(JsonElement value)
    {
        var made = new OutboundMessage(
            new Uri(value.GetProperty("url").GetString() ?? "", UriKind.Absolute), value.GetProperty("secret").GetString() ?? "",
            Text(value, "table", "incident"), Text(value, "exceptUser", ""));
        return made with
        {
            TimestampHeader = Text(value, "timestampHeader", made.TimestampHeader),
            SignatureHeader = Text(value, "signatureHeader", made.SignatureHeader),
            DeliveryHeader = Text(value, "deliveryHeader", made.DeliveryHeader),
        };
    }

    private static AbortRule Rule(JsonElement value) =>
        new(value.GetProperty("name").GetString() ?? "", Text(value, "table", "incident"), value.GetProperty("when").GetString() ?? "");

    private static string Text(JsonElement from, string name, string otherwise) =>
        from.TryGetProperty(name, out var value) ? value.GetString() ?? otherwise : otherwise;
}
