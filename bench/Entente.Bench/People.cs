using Entente.Cel;
using Entente.Core.Text;
using Entente.Core.Tickets;

namespace Entente.Bench;

/// <summary>What people write into tickets, and what they see of it.</summary>
internal static class People
{
    private static readonly string[] Priorities = ["low", "normal", "high", "urgent"];
    private static readonly string[] States = ["open", "pending"];

    /// <summary>The n-th change: one in four to each of four fields; every value differs from the one before.</summary>
    public static (string Field, CelValue Value) Change(int n, IReadOnlyDictionary<string, CelValue> now) => (n % 4) switch
    {
        0 => ("summary", CelValue.String($"Checkout shows a blank page, report {n}")),
        1 => ("priority", Next(Priorities, now["priority"])),
        2 => ("status", Next(States, now["status"])),
        _ => ("effort", CelValue.Double(n + 0.5)),
    };

    /// <summary>The n-th ticket.</summary>
    public static SortedDictionary<string, CelValue> Fields(int n) => new(StringComparer.Ordinal)
    {
        ["summary"] = CelValue.String($"Checkout shows a blank page {n}"),
        ["description"] = RichTextValue.Of(RichText.FromText("Chrome 129, more than ten items in the cart, every time since the release of Monday.")),
        ["priority"] = CelValue.String(Priorities[n % 4]),
        ["status"] = CelValue.String(States[n % 2]),
        ["type"] = CelValue.String("incident"),
        ["labels"] = CelValue.List([CelValue.String("shared"), CelValue.String("checkout")]),
        ["region"] = CelValue.String("EU"),
        ["effort"] = CelValue.Double(n),
    };

    /// <summary>True when the twin holds what the ticket holds.</summary>
    public static bool IsTwin(IReadOnlyDictionary<string, CelValue> ours, IReadOnlyDictionary<string, CelValue> theirs) =>
        ours["summary"] == theirs["summary"] && Mapping.Priority(ours["priority"]) == theirs["priority"]
        && Mapping.Status(ours["status"]) == theirs["status"] && ours["effort"] == theirs["effort"];

    /// <summary>The value below which this share of them lies; 0 of none.</summary>
    public static double Share(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];
    }

    private static CelValue Next(string[] values, CelValue now) =>
        CelValue.String(values[(Array.IndexOf(values, now.AsString()) + 1) % values.Length]);
}
