using Entente.Core.Journal;
using Entente.Node.Audit;
using Entente.Node.Recovery;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Api;

/// <summary>The addresses of what a person does when something did not go on, or went wrong.</summary>
internal static class RecoveryApi
{
    public static void Map(RouteGroupBuilder api, HubContext hub)
    {
        api.MapGet("/parked", async (CancellationToken cancellation) =>
            Results.Json(await ParkedQuery.ListAsync(hub, cancellation), HubApi.Json));
        api.MapGet("/parked/{ticket}", (string ticket, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => ParkedActs.ShowAsync(hub, ticket, cancellation)));
        api.MapPost("/parked/{ticket}/retry", (string ticket, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => ParkedActs.RetryAsync(hub, ticket, cancellation)))
            .As(hub, AuditActs.Retry, Audited.Part("ticket"));
        api.MapPost("/parked/{ticket}/skip", (string ticket, SkipRequest request, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => ParkedActs.SkipAsync(hub, ticket, request, cancellation)))
            .As(hub, AuditActs.Skip, Audited.Part("ticket"));
        api.MapPost("/undo", (UndoRequest request, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => TicketUndo.RunAsync(hub, request, cancellation)))
            .As(hub, AuditActs.Undo, context => Of(context.GetArgument<UndoRequest>(0)));
    }

    private static string Of(UndoRequest request) => $"{request.Ticket} before {request.Before}{(request.DryRun ? ", preview" : "")}";
}
