using System.Globalization;

using Entente.Core.Journal;
using Entente.Node.Audit;
using Entente.Node.Trials;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Node.Api;

/// <summary>Asks to make an accord folder live.</summary>
/// <param name="By">The person's name: it stays with the version.</param>
public sealed record ApplyRequest(string By, IReadOnlyList<TrialFile> Files);

/// <summary>Asks to go back to an earlier version.</summary>
/// <param name="To">Null for the one before the live one.</param>
public sealed record RollbackRequest(string By, int? To = null);

/// <summary>Asks what an accord folder would change.</summary>
public sealed record PlanRequest(IReadOnlyList<TrialFile> Files);

/// <summary>The addresses of the accord's versions.</summary>
internal static class AccordApi
{
    public static void Map(RouteGroupBuilder api, HubContext hub)
    {
        api.MapGet("/accord", async (CancellationToken cancellation) => Results.Json(await hub.Live.IndexAsync(cancellation), HubApi.Json));
        api.MapPost("/accord/plan", (PlanRequest request, CancellationToken cancellation) =>
            LineStream.AnswerAsync(new VersionPlan(hub, request.Files).RunAsync(cancellation), cancellation));
        api.MapPost("/accord/apply", (ApplyRequest request, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => hub.Live.ApplyAsync(TrialFile.ToSources(request.Files), request.By, cancellation)))
            .As(hub, AuditActs.AccordApplied, context => $"{context.GetArgument<ApplyRequest>(0).Files.Count} files");
        api.MapPost("/accord/rollback", (RollbackRequest request, CancellationToken cancellation) =>
            OperationsApi.Obeyed(() => hub.Live.RollbackAsync(request.To, request.By, cancellation)))
            .As(hub, AuditActs.AccordRolledBack,
                context => $"to {context.GetArgument<RollbackRequest>(0).To?.ToString(CultureInfo.InvariantCulture) ?? "the version before"}");
    }
}
