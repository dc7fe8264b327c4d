using System.Text.Json.Nodes;

namespace Entente.Simulation.Tests.Planted;

/// <summary>What planted bugs do to envelopes between two sides.</summary>
internal sealed class EnvelopeEdits
{
    private readonly Dictionary<string, DateTimeOffset> newest = new(StringComparer.Ordinal);

    public static void WithoutHops(string lane, JsonObject envelope) => envelope["hops"] = new JsonArray();

    public static void FirstCommentAlone(string lane, JsonObject envelope)
    {
        while (envelope["comments"] is JsonArray { Count: > 1 } comments)
            comments.RemoveAt(1);
    }

    /// <summary>Every change counts as made in full knowledge of the other side: nothing is ever concurrent.</summary>
    public static void SeenAll(string lane, JsonObject envelope)
    {
        if (envelope.ContainsKey("lastSeen"))
            envelope["lastSeen"] = long.MaxValue;
    }

    /// <summary>Last write wins, by the wall clock: what another's clock calls older is dropped.</summary>
    public void NewestByClock(string lane, JsonObject envelope)
    {
        if (envelope["at"] is not { } text)
            return;
        var at = DateTimeOffset.Parse(text.ToString(), System.Globalization.CultureInfo.InvariantCulture);
        if (newest.TryGetValue(lane, out var before) && at <= before)
            envelope["comments"] = new JsonArray();
        else
            newest[lane] = at;
    }
}
