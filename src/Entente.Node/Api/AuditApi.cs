using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Api;

/// <summary>An entry of the audit log, for people and programs.</summary>
public sealed record AuditLine(long N, DateTimeOffset At, string Who, string What, string On, string Outcome, string Hash);

/// <summary>The audit log of a running hub.</summary>
internal static class AuditApi
{
    private const int MostLines = 1000;

    public static void Map(RouteGroupBuilder api, HubContext hub) =>
        api.MapGet("/audit", async (long? from, int? limit, CancellationToken cancellation) =>
        {
            var entries = await hub.Reader.AuditAsync(from ?? 1, Math.Clamp(limit ?? MostLines, 1, MostLines), cancellation);
            return Results.Json(
                entries.Select(entry => new AuditLine(
                    entry.N, entry.Act.At, entry.Act.Who, entry.Act.What, entry.Act.On, entry.Act.Outcome, entry.Hash)),
                HubApi.Json);
        });
}
