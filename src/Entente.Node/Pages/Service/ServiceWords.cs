using Entente.Node.Api;
using Entente.Node.Health;
using Entente.Node.Pages.Layout;

namespace Entente.Node.Pages.Service;

/// <summary>The service level in words and short numbers.</summary>
public static class ServiceWords
{
    /// <summary>Shown where nothing was measured.</summary>
    public const string Nothing = "–";

    public static string Delay(double? seconds) => seconds switch
    {
        null => Nothing,
        < 0.1 => $"{seconds * 1000:0} ms",
        _ => Times.Length(TimeSpan.FromSeconds(seconds.Value)),
    };

    public static string Share(double? share) => share is { } part ? $"{Math.Floor(part * 1000) / 10:0.#} %" : Nothing;

    public static string Minutes(double minutes) => minutes switch
    {
        0 => "none",
        < 1 => "under 1 min",
        _ => Times.Length(TimeSpan.FromMinutes(Math.Round(minutes))),
    };

    public static string Condition(ConnectionCondition condition) => condition switch
    {
        ConnectionCondition.Unknown => "not called yet",
        ConnectionCondition.Working => "working",
        ConnectionCondition.Limited => "limited",
        ConnectionCondition.Unreachable => "unreachable",
        ConnectionCondition.Failing => "failing",
        ConnectionCondition.Credential => "credential refused",
    };

    public static string ConditionBadge(ConnectionCondition condition) => condition switch
    {
        ConnectionCondition.Working => "badge-over",
        ConnectionCondition.Limited => "badge-waiting",
        ConnectionCondition.Unknown => "badge-priority",
        _ => "badge-parked",
    };

    public static string Reason(OutageReason reason) => reason switch
    {
        OutageReason.Unreachable => "unreachable",
        OutageReason.Failing => "answers with errors",
        OutageReason.Credential => "credential refused",
    };

    /// <summary>Calls by outcome, the usual ones first.</summary>
    public static string Calls(IReadOnlyDictionary<string, long> calls) => calls.Count == 0
        ? Nothing
        : string.Join(", ", calls.OrderByDescending(one => one.Key == "2xx").ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Value} {Outcome(one.Key)}"));

    public static string Level(AlertLevel level) => level == AlertLevel.Critical ? "act now" : "look at it";

    private static string Outcome(string outcome) => outcome switch
    {
        "2xx" => "answered",
        "budget" => "held by the budget",
        "429" => "too many (429)",
        _ => outcome,
    };
}
