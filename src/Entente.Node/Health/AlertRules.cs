using Entente.Core.Tickets;

namespace Entente.Node.Health;

/// <summary>When somebody must be told. Pure: what is known of a connection and an instant give its alerts.</summary>
internal static class AlertRules
{
    /// <summary>A shorter outage is told by its minutes alone.</summary>
    public static readonly TimeSpan OutageGrace = TimeSpan.FromMinutes(1);

    /// <summary>How long a tracker may ask for fewer calls before somebody should look at the budgets.</summary>
    public static readonly TimeSpan LimitGrace = TimeSpan.FromMinutes(15);

    /// <summary>How long a ticket that is due may wait for a worker.</summary>
    public static readonly TimeSpan BacklogGrace = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan SilenceGrace = TimeSpan.FromMinutes(15);
    private const double UnusualGaps = 10;
    private const long WebhooksToKnow = 5;
    private const long RepairsToTell = 3;
    private static readonly int[] DaysAhead = [1, 7, 30];

    public static IEnumerable<Alert> OfConnection(ConnectionSettings settings, HealthRecord health, DateTimeOffset now) =>
        new[] { OfOutage(settings, health, now), OfLimit(settings, health, now), OfSilence(settings, health, now), OfSecret(settings, now) }
            .OfType<Alert>();

    /// <summary>What a check of the node itself found.</summary>
    public static Alert OfReason(HealthReason reason) => new(reason.Code, reason.Code, AlertLevel.Critical, reason.Since, "", null, WhoseAct.Operator)
    {
        Message = reason.Text,
        Remedy = "Run `entente doctor`; it names what to do.",
    };

    /// <param name="oldest">Since when the ticket that is due longest is due; null when none is.</param>
    public static Alert? OfBacklog(DateTimeOffset? oldest, DateTimeOffset now) => now - oldest > BacklogGrace
        ? new Alert("hub.backlog", "hub.backlog", AlertLevel.Warning, oldest!.Value + BacklogGrace, "", null, WhoseAct.Operator)
        {
            Message = $"A ticket that is due has waited for a worker for more than {BacklogGrace.TotalMinutes:0} minutes.",
            Remedy = "Look at the machine's load and at `entente status`; add a node, or raise the calls that a connection may make.",
        }
        : null;

    private static Alert? OfOutage(ConnectionSettings settings, HealthRecord health, DateTimeOffset now)
    {
        if (health.Open is not { } open || now - open.From < OutageGrace)
            return null;
        var isCredential = open.Reason == OutageReason.Credential;
        var (message, remedy) = open.Reason switch
        {
            OutageReason.Unreachable => (
                $"No call to {settings.Endpoint.Host} comes through.",
                "Look at the network, the endpoint and --allow-network; the hub goes on by itself."),
            OutageReason.Failing => (
                $"{settings.Endpoint.Host} answers calls with errors of its own.",
                "Look at the tracker's own state page; the hub goes on by itself."),
            OutageReason.Credential => (
                $"{settings.Endpoint.Host} does not accept the hub's credential.", $"Make a new token and set it: entente secret set {settings.Id}."),
        };
        return Made(settings, isCredential ? "connection.credential" : "connection.unreachable", AlertLevel.Critical, open.From) with
        {
            WhoseAct = isCredential ? WhoseAct.AdministratorOf(settings.Id) : $"Whoever runs the tracker of {settings.Id}, or the network.",
            Message = message,
            Remedy = remedy,
        };
    }

    private static Alert? OfLimit(ConnectionSettings settings, HealthRecord health, DateTimeOffset now) =>
        health is { Open: null, LimitedSince: { } since } && (now - since > LimitGrace || health.LimitedUntil > now + LimitGrace)
            ? Made(settings, "connection.limited", AlertLevel.Warning, since) with
            {
                WhoseAct = WhoseAct.Operator,
                Message = $"{settings.Endpoint.Host} asks for fewer calls and gets them: what waits for it waits longer.",
                Remedy = $"Lower callsPerMinute (now {settings.CallsPerMinute}) in the secret of {settings.Id}, or ask for a higher limit.",
            }
            : null;

    /// <summary>Only of a connection that had webhooks: many work by polls alone, and say so by having none.</summary>
    private static Alert? OfSilence(ConnectionSettings settings, HealthRecord health, DateTimeOffset now)
    {
        if (health is not { LastWebhook: { } last, Webhooks: >= WebhooksToKnow, RepairsSince: >= RepairsToTell })
            return null;
        var unusual = TimeSpan.FromSeconds(health.UsualGapSeconds * UnusualGaps);
        var quiet = unusual > SilenceGrace ? unusual : SilenceGrace;
        return now - last <= quiet
            ? null
            : Made(settings, "webhook.silent", AlertLevel.Warning, last + quiet) with
            {
                WhoseAct = WhoseAct.AdministratorOf(settings.Id),
                Message = $"No webhook came since {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC, though polls found changes: "
                    + "nothing is lost, all is later.",
                Remedy = $"Look whether {settings.Product} switched the webhook off, and switch it on again.",
            };
    }

    /// <summary>Thirty, seven and one days before the token ends, and from then on.</summary>
    public static Alert? OfSecret(ConnectionSettings settings, DateTimeOffset now)
    {
        if (settings.SecretExpires is not { } day)
            return null;
        var end = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var left = end - now;
        if (left > TimeSpan.FromDays(DaysAhead[^1]))
            return null;
        var stage = Array.Find(DaysAhead, days => left <= TimeSpan.FromDays(days));
        var isOver = left <= TimeSpan.Zero;
        var since = isOver ? end : end - TimeSpan.FromDays(DaysAhead[^1]);
        return Made(settings, "secret.expires", isOver || stage == 1 ? AlertLevel.Critical : AlertLevel.Warning, since) with
        {
            WhoseAct = WhoseAct.AdministratorOf(settings.Id),
            Stage = isOver ? "over" : $"{stage} d",
            Message = isOver ? $"The token of {settings.Id} ended on {day:yyyy-MM-dd}." : $"The token of {settings.Id} ends on {day:yyyy-MM-dd}.",
            Remedy = $"Make a new token and set it with its new date: entente secret set {settings.Id}.",
        };
    }

    private static Alert Made(ConnectionSettings settings, string code, AlertLevel level, DateTimeOffset since) =>
        new($"{code}:{settings.Id}", code, level, since, settings.Party, settings.Id, "") { Message = "", Remedy = "" };
}
