using System.Text.Json;
using System.Text.Json.Serialization;

using Entente.Core.Tickets;
using Entente.Node.Access;
using Entente.Node.Audit;
using Entente.Node.Doctor;
using Entente.Node.Intake;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Node.Api;

/// <summary>The addresses of a node: webhooks, health, and the JSON API behind the local token.</summary>
public static class HubApi
{
    /// <summary>How the API writes JSON, and how it is read.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new InstantJson() },
    };

    public static void Map(WebApplication web, HubContext hub, SecretStore secrets, SecretIntake given)
    {
        var token = new LocalToken(secrets);
        var hooks = new HookSecret(secrets);
        var intake = new WebhookIntake(hub);
        HealthApi.Map(web, hub);
        web.MapPost("/hooks/{connection}/{secret}", async (string connection, string secret, HttpRequest request, CancellationToken cancellation) =>
            hooks.Matches(connection, secret) ? await TakeAsync(intake, hub, connection, request, cancellation) : Results.NotFound());
        var api = web.MapGroup("/api").AddEndpointFilter(async (context, next) =>
            token.Allows(context.HttpContext.Request) ? await next(context) : await RefuseAsync(hub, context.HttpContext));
        api.MapGet("/status", (CancellationToken cancellation) => Answer(StatusQuery.RunAsync(hub, hooks, cancellation)));
        api.MapGet("/service", (CancellationToken cancellation) => Answer(hub.Service.RunAsync(cancellation)));
        api.MapGet("/cases", (CancellationToken cancellation) => Answer(CaseQuery.ListAsync(hub, cancellation)));
        api.MapGet("/cases/{reference}", async (string reference, CancellationToken cancellation) =>
            await CaseQuery.FindAsync(hub, reference, cancellation) is { } found ? Results.Json(found, Json) : NotFound(reference));
        AuditApi.Map(api, hub);
        ConnectionApi.Map(api, hub, hooks, given, new SecretPrints(hub, secrets));
        api.MapPost("/try", (TryRequest request, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => TestRun.RunAsync(hub, request, cancellation)));
        OperationsApi.Map(api, hub);
        api.MapGet("/doctor", (CancellationToken cancellation) => Answer(Examination.RunAsync(hub, isRunning: true, cancellation)));
        api.MapGet("/check/{connection}", async (string connection, CancellationToken cancellation) =>
            hub.Connectors.TryGetValue(connection, out var connector)
                ? Results.Json(await connector.CheckAsync(cancellation), Json)
                : NotFound(connection));
    }

    private static async Task<IResult> RefuseAsync(HubContext hub, HttpContext context)
    {
        await hub.Audit.RecordRefusedTokenAsync(context.Request.Path, context.RequestAborted);
        return Results.Problem(
            "Send the hub's local token as 'Authorization: Bearer …'; `entente` commands do so when they can read the data folder.",
            statusCode: 401);
    }

    private static async Task<IResult> Answer<T>(Task<T> work) => Results.Json(await work, Json);

    private static IResult NotFound(string name) => Results.Problem($"The hub knows nothing named '{name}'.", statusCode: 404);

    private static async Task<IResult> TakeAsync(
        WebhookIntake intake, HubContext hub, string connection, HttpRequest request, CancellationToken cancellation)
    {
        var receivedAt = hub.Now;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var answer = await intake.TakeAsync(connection, new WebhookCall(headers, body.ToArray(), receivedAt), cancellation);
        return Results.Text(answer.Text, statusCode: answer.Status);
    }
}
