using Entente.Connectors;
using Entente.Core.Journal;
using Entente.Node.Access;
using Entente.Node.Audit;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Api;

/// <summary>A connection that the accord declares.</summary>
/// <param name="Hook">Where its tracker sends webhooks, below the hub's address; also before the connection is served.</param>
/// <param name="IsServed">True when the hub has a secret for it and works with its tracker.</param>
public sealed record DeclaredConnection(string Id, string Party, string Product, string Hook, bool IsServed);

/// <summary>Connections: which there are, and how the hub gets in. Secrets are write-only.</summary>
internal static class ConnectionApi
{
    private const int MaxSecretBytes = 64 * 1024;

    public static void Map(RouteGroupBuilder api, HubContext hub, HookSecret hooks, SecretIntake intake, SecretPrints prints)
    {
        api.MapGet("/connections", () => Results.Json(List(hub, hooks)));
        api.MapPut("/connections/{connection}/secret", async (string connection, HttpRequest request, CancellationToken cancellation) =>
        {
            if (request.ContentLength is null or > MaxSecretBytes)
                return Results.Problem($"Send the secret as JSON of at most {MaxSecretBytes} bytes, with its length.", statusCode: 413);
            using var reader = new StreamReader(request.Body);
            var answer = intake.Set(connection, await reader.ReadToEndAsync(cancellation));
            if (answer.Status == 200)
                await prints.RememberAsync(connection, cancellation);
            return answer.Status == 200
                ? Results.Json(new { stored = connection, hook = hooks.PathOf(connection) })
                : Results.Problem(answer.Text, statusCode: answer.Status);
        }).As(hub, AuditActs.SecretSet, Audited.Part("connection"));
    }

    private static IReadOnlyList<DeclaredConnection> List(HubContext hub, HookSecret hooks) =>
    [
        .. hub.Book.Accord.Connections
            .Where(declared => ConnectorCatalog.Find(declared.Tracker) is not null)
            .Select(declared => new DeclaredConnection(
                declared.Id, declared.Party, declared.Tracker, hooks.PathOf(declared.Id), hub.Connectors.ContainsKey(declared.Id)))
            .OrderBy(declared => declared.Id, StringComparer.Ordinal),
    ];
}
