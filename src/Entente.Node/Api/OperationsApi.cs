using Entente.Core.Journal;
using Entente.Node.Audit;
using Entente.Node.Backfills;
using Entente.Node.Links;
using Entente.Node.Trials;
using Entente.Node.Twins;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Api;

/// <summary>The addresses of an operator's acts: links that stop and go on, twins that a person makes, existing tickets, changed rules.</summary>
internal static class OperationsApi
{
    public static void Map(RouteGroupBuilder api, HubContext hub)
    {
        RecoveryApi.Map(api, hub);
        AccordApi.Map(api, hub);
        api.MapPost("/connect", (ConnectRequest request, CancellationToken cancellation) =>
            Obeyed(async () => await TwinConnect.RunAsync(hub, request, cancellation)))
            .As(hub, AuditActs.Connect, context => Of(context.GetArgument<ConnectRequest>(0)));
        api.MapPost("/disconnect", (DisconnectRequest request, CancellationToken cancellation) =>
            Obeyed(async () => new { ended = await TwinConnect.EndAsync(hub, request, cancellation) }))
            .As(hub, AuditActs.Disconnect,
                context => $"{context.GetArgument<DisconnectRequest>(0).Ticket} on {context.GetArgument<DisconnectRequest>(0).Link}");
        api.MapPost("/backfill", (BackfillRequest request, CancellationToken cancellation) =>
            LineStream.AnswerAsync(new Backfill(hub, request).RunAsync(cancellation), cancellation))
            .As(hub, AuditActs.Backfill, context => Of(context.GetArgument<BackfillRequest>(0)));
        api.MapPost("/try/rules", (TrialRequest request, CancellationToken cancellation) =>
            LineStream.AnswerAsync(new RuleTrial(hub, request).RunAsync(cancellation), cancellation));
        api.MapGet("/links", async (CancellationToken cancellation) => Results.Json(await LinkQuery.ListAsync(hub, cancellation), HubApi.Json));
        api.MapGet("/links/{link}", async (string link, CancellationToken cancellation) =>
            Found(link, await LinkQuery.FindAsync(hub, link, cancellation)));
        foreach (var (act, stage) in new[] { ("pause", LinkStage.Paused), ("drain", LinkStage.Draining), ("resume", LinkStage.Running) })
            api.MapPost($"/links/{{link}}/{act}", async (string link, CancellationToken cancellation) =>
                Found(link, await LinkQuery.SwitchAsync(hub, link, stage, cancellation)))
                .As(hub, $"link.{act}", Audited.Part("link"));
    }

    private static string Of(ConnectRequest request) => $"{request.A} and {request.B}{(request.Yes ? "" : ", preview")}";

    private static string Of(BackfillRequest request) => $"{request.Link} since {request.Since:u}{(request.Yes ? "" : ", preview")}";

    internal static async Task<IResult> Obeyed<T>(Func<Task<T>> command)
    {
        try
        {
            return Results.Json(await command(), HubApi.Json);
        }
        catch (RefusedException refusal)
        {
            return Refused(refusal);
        }
    }

    private static IResult Refused(RefusedException refusal) => Results.Problem(refusal.Message, statusCode: refusal.Status);

    private static IResult Found<T>(string link, T? found) => found is null
        ? Refused(RefusedException.NoLink(link))
        : Results.Json(found, HubApi.Json);
}
