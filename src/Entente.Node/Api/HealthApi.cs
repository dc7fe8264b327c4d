using Entente.Node.Health;
using Entente.Node.Measures;
using Entente.Node.Pages.Layout;
using Entente.Storage;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Node.Api;

/// <summary>
/// What machines ask to see whether a node is well. Both answers hold codes, ids of the accord and numbers, and nothing of a party's room.
/// </summary>
internal static class HealthApi
{
    public static void Map(WebApplication web, HubContext hub)
    {
        web.MapGet("/healthz", (CancellationToken cancellation) => AnswerAsync(hub, cancellation));
        web.MapGet("/metrics", (CancellationToken cancellation) => MetricsAsync(hub, cancellation)).AddEndpointFilter(PageAccess.Guard);
    }

    /// <summary>
    /// 200 <c>ok</c>; 200 <c>degraded</c> with a line for each critical alert, since a node that is degraded still does what can be done; 503 when
    /// the store answers nothing.
    /// </summary>
    private static async Task<IResult> AnswerAsync(HubContext hub, CancellationToken cancellation)
    {
        try
        {
            if (hub.Trouble.Stopped is { IsCompleted: true } stopped)
                throw await stopped;
            await hub.Journal.NextDueAsync(cancellation);
        }
        catch (StorageException failure)
        {
            return Results.Text($"failing\n{failure.Code}\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var reasons = hub.Health.All.Select(reason => reason.Code)
            .Concat(hub.Alerts.All.Where(alert => alert is { Level: AlertLevel.Critical, Connection: not null }).Select(alert => alert.Id)).ToList();
        return Results.Text(reasons.Count == 0 ? "ok" : $"degraded\n{string.Join('\n', reasons)}\n");
    }

    private static async Task<IResult> MetricsAsync(HubContext hub, CancellationToken cancellation)
    {
        await hub.Service.RunAsync(cancellation);
        return hub.Measures.Readings is { } readings
            ? Results.Text(PrometheusText.Write(readings.Collect()), PrometheusText.ContentType)
            : Results.Text("", PrometheusText.ContentType);
    }
}
