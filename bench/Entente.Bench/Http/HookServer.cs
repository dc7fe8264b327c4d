using System.Net;

using Entente.Core.Tickets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Bench.Http;

/// <summary>Where the target's webhooks arrive: the same server for hub and relay. A call is answered once the contender accepted it.</summary>
internal sealed class HookServer : IAsyncDisposable
{
    private static readonly SortedDictionary<string, string> NoHeaders = new(StringComparer.Ordinal);

    private readonly WebApplication web;

    private HookServer(WebApplication web) => this.web = web;

    public string Address => $"{web.Urls.First()}/hooks";

    public static async Task<HookServer> StartAsync(IContender contender, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var web = builder.Build();
        web.MapPost("/hooks", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            await contender.TakeAsync(new WebhookCall(NoHeaders, body.ToArray(), time.GetUtcNow()), context.RequestAborted);
        });
        await web.StartAsync();
        return new HookServer(web);
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync();
        await web.DisposeAsync();
    }
}
