using System.Net;
using System.Text;
using System.Text.Json;

using Entente.Core.Text;
using Entente.Core.Tickets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Bench.Http;

/// <summary>
/// The process that nobody measures: two trackers behind HTTP and the people who work in them. It sends real webhooks and answers real calls.
/// </summary>
internal static class TargetServer
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Serves until its input ends; prints its address first.</summary>
    public static async Task RunAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        await using var web = builder.Build();
        var world = new TargetWorld(new Load(), time);
        web.MapPost("/load", async context => world = new TargetWorld((await context.Request.ReadFromJsonAsync<Load>(Json))!, time));
        web.MapPost("/raise", context => world.RaiseAsync(context.RequestAborted));
        web.MapPost("/change", async context => await context.Response.WriteAsJsonAsync(await world.ChangeAsync(context.RequestAborted), Json));
        web.MapGet("/{tracker}/tickets/{id}",
            (string tracker, string id, HttpContext context) => world.AnswerAsync(context, () => world[tracker][id]));
        web.MapPost("/{tracker}/tickets", async (string tracker, HttpContext context) =>
        {
            var fields = ValueJson.ReadFields(await BodyAsync(context));
            await world.AnswerAsync(context, () => world.Made(tracker, fields, Marker(context)));
        });
        web.MapPut("/{tracker}/tickets/{id}", async (string tracker, string id, HttpContext context) =>
        {
            var fields = ValueJson.ReadFields(await BodyAsync(context));
            await world.AnswerAsync(context, () => world.Written(tracker, id, fields, Marker(context)));
        });
        web.MapPost("/{tracker}/tickets/{id}/comments", async (string tracker, string id, HttpContext context) =>
        {
            var body = RichText.FromJson(await BodyAsync(context));
            await world.AnswerAsync(context, () =>
            {
                world[tracker].Comment(id, Marker(context), body);
                return world[tracker][id];
            });
        });
        await web.StartAsync();
        Console.Out.WriteLine(web.Urls.First());
        await Console.In.ReadToEndAsync();
        await web.StopAsync();
    }

    private static string Marker(HttpContext context) => context.Request.Headers["X-Effect"].ToString();

    private static async Task<string> BodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }
}

/// <summary>What people and trackers do in a round.</summary>
internal sealed record Load
{
    /// <summary>Where the contender takes webhooks.</summary>
    public string Hook { get; init; } = "";

    public int Tickets { get; init; } = 64;

    public int Changes { get; init; } = 4000;

    /// <summary>Milliseconds that every answer takes.</summary>
    public int Delay { get; init; }

    /// <summary>Of how many tickets one is poisoned: its twin refuses every change. 0: none.</summary>
    public int PoisonedOf { get; init; }

    /// <summary>Webhooks a second, sent whatever became of those before; 0: a ticket gets its next change when the last one arrived.</summary>
    public int Rate { get; init; }
}

/// <summary>What the people saw, in milliseconds.</summary>
/// <param name="HookP99">Of the time in which a webhook was answered.</param>
internal sealed record LoadResult(double LatencyP50, double LatencyP99, double HookP50, double HookP99, string? Wrong);
