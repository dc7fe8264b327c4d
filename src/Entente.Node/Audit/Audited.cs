using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Entente.Node.Audit;

/// <summary>Makes an address of the API leave an entry in the audit log with the answer that it gave.</summary>
internal static class Audited
{
    /// <summary>Whoever can read the data folder, until accounts exist (DESIGN 8).</summary>
    public const string Holder = "local-token";

    /// <param name="on">What the act is done to, from the address or the body as bound; never more than its name.</param>
    public static RouteHandlerBuilder As(
        this RouteHandlerBuilder route, HubContext hub, string what, Func<EndpointFilterInvocationContext, string> on) =>
        route.AddEndpointFilter(async (context, next) =>
        {
            var answer = await next(context);
            await hub.Audit.RecordAsync(Holder, what, on(context), Outcome(answer), context.HttpContext.RequestAborted);
            return answer;
        });

    /// <summary>The value of the address's part of this name.</summary>
    public static Func<EndpointFilterInvocationContext, string> Part(string name) =>
        context => context.HttpContext.Request.RouteValues[name]?.ToString() ?? "";

    private static string Outcome(object? answer) => (answer as IStatusCodeHttpResult)?.StatusCode switch
    {
        null or < 300 => "done",
        var status => $"refused {status}",
    };
}
