using System.Text.Json;

namespace Entente.Sandbox.Zendesk;

/// <summary>
/// Horizons and limits of the imitated account, set by name through <see cref="Configure"/>. Defaults are the vendor's; seconds, unless a name
/// says otherwise.
/// </summary>
internal sealed class ZendeskSettings
{
    private static readonly SortedDictionary<string, Action<ZendeskSettings, JsonElement>> Names = new(StringComparer.Ordinal)
    {
        ["accountPerMinute"] = (settings, value) => settings.AccountPerMinute = Count(value),
        ["updatesPerTicket"] = (settings, value) => settings.UpdatesPerTicket = Count(value),
        ["updatesPerMinute"] = (settings, value) => settings.UpdatesPerMinute = Count(value),
        ["incrementalPerMinute"] = (settings, value) => settings.IncrementalPerMinute = Count(value),
        ["deletesPerMinute"] = (settings, value) => settings.DeletesPerMinute = Count(value),
        ["exportDelaySeconds"] = (settings, value) => settings.ExportDelay = Seconds(value),
        ["indexLagSeconds"] = (settings, value) => settings.IndexLag = Seconds(value),
        ["listLagSeconds"] = (settings, value) => settings.ListLag = Seconds(value),
        ["idempotencySeconds"] = (settings, value) => settings.IdempotencyLife = Seconds(value),
        ["uploadSeconds"] = (settings, value) => settings.UploadLife = Seconds(value),
        ["webhookDelaySeconds"] = (settings, value) => settings.WebhookDelay = Seconds(value),
        ["breakerSeconds"] = (settings, value) => settings.BreakerPause = Seconds(value),
        ["maxWebhooks"] = (settings, value) => settings.MaxWebhooks = Count(value),
        ["maxCommentsPerTicket"] = (settings, value) => settings.MaxCommentsPerTicket = Count(value),
        ["autoAssign"] = (settings, value) => settings.AutoAssign = value.GetBoolean(),
        ["privateAttachments"] = (settings, value) => settings.PrivateAttachments = value.GetBoolean(),
        ["attachmentHost"] = (settings, value) => settings.AttachmentHost = value.GetString(),
    };

    /// <summary>Requests a minute for the whole account: 700 is the Enterprise plan.</summary>
    public int AccountPerMinute { get; private set; } = 700;

    /// <summary>Updates of one ticket by one user within ten minutes.</summary>
    public int UpdatesPerTicket { get; private set; } = 30;

    /// <summary>Ticket updates a minute for the whole account; edits in the browser count too.</summary>
    public int UpdatesPerMinute { get; private set; } = 100;

    public int IncrementalPerMinute { get; private set; } = 10;

    public int DeletesPerMinute { get; private set; } = 400;

    /// <summary>The incremental export leaves out what changed within this time before the call.</summary>
    public TimeSpan ExportDelay { get; private set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a change stays unseen by search.</summary>
    public TimeSpan IndexLag { get; private set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a new ticket stays unseen by the list by external id.</summary>
    public TimeSpan ListLag { get; private set; }

    public TimeSpan IdempotencyLife { get; private set; } = TimeSpan.FromHours(2);

    public TimeSpan UploadLife { get; private set; } = TimeSpan.FromMinutes(60);

    public TimeSpan WebhookDelay { get; private set; }

    /// <summary>How long an open circuit breaker drops a webhook's calls.</summary>
    public TimeSpan BreakerPause { get; private set; } = TimeSpan.FromSeconds(60);

    /// <summary>A trial account has ten.</summary>
    public int MaxWebhooks { get; private set; } = 10;

    public int MaxCommentsPerTicket { get; private set; } = 5000;

    /// <summary>Whether a staff member who solves an unassigned ticket becomes its assignee; otherwise solving it is refused.</summary>
    public bool AutoAssign { get; private set; }

    /// <summary>Whether downloads need credentials.</summary>
    public bool PrivateAttachments { get; private set; }

    /// <summary>Host and port to which downloads are redirected; null stays on the same host under another path.</summary>
    public string? AttachmentHost { get; private set; }

    /// <summary>Sets each named value; returns why a name or value was refused, then nothing has changed.</summary>
    public string? Configure(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            return "settings must be an object";
        var trial = new ZendeskSettings();
        foreach (var setting in settings.EnumerateObject())
        {
            if (!Names.TryGetValue(setting.Name, out var set))
                return $"unknown setting '{setting.Name}'; known: {string.Join(", ", Names.Keys)}";
            try
            {
                set(trial, setting.Value);
            }
            catch (Exception refused) when (refused is InvalidOperationException or FormatException or ArgumentException or OverflowException)
            {
                return $"setting '{setting.Name}' cannot be {setting.Value.GetRawText()}";
            }
        }
        foreach (var setting in settings.EnumerateObject())
            Names[setting.Name](this, setting.Value);
        return null;
    }

    private static int Count(JsonElement value) =>
        value.GetInt32() is >= 0 and var count ? count : throw new ArgumentOutOfRangeException(nameof(value));

    private static TimeSpan Seconds(JsonElement value) =>
        value.GetDouble() is >= 0 and var seconds ? TimeSpan.FromSeconds(seconds) : throw new ArgumentOutOfRangeException(nameof(value));
}
