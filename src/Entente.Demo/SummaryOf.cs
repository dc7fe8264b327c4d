using Entente.Demo.Trackers;

namespace Entente.Demo;

/// <summary>Counts at the end of a run.</summary>
internal static class SummaryOf
{
    /// <summary>What the hub counted. Losses, duplicates and order are not its to judge.</summary>
    public static async Task<DemoSummary> HubAsync(Stage stage, CancellationToken cancellation)
    {
        var status = await stage.Hub.StatusAsync(cancellation);
        var changes = HubWindow.Changes(status);
        return new DemoSummary(
            status.GetProperty("tickets").GetInt64(),
            changes.Values.Sum(),
            changes.GetValueOrDefault("applied"),
            changes.GetValueOrDefault("filtered"),
            changes.GetValueOrDefault("superseded"),
            changes.GetValueOrDefault("parked"),
            changes.GetValueOrDefault("pending"));
    }
}
