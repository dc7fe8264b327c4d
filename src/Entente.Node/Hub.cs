using System.Net;

using Entente.Node.Access;
using Entente.Node.Api;
using Entente.Node.Intake;
using Entente.Node.Links;
using Entente.Node.Tickets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Node;

/// <summary>A running node: the web server, the workers and the pollers over one <see cref="HubContext"/>. Stops in the opposite order.</summary>
public sealed class Hub : IAsyncDisposable
{
    private readonly HubContext context;
    private readonly WebApplication web;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];

    private readonly HookSecret hooks;

    private Hub(HubContext context, WebApplication web, HookSecret hooks)
    {
        this.context = context;
        this.web = web;
        this.hooks = hooks;
    }

    /// <summary>By connection, the path at which its tracker's webhooks are taken.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hooks => [.. context.Connections.Keys.Select(id => KeyValuePair.Create(id, hooks.PathOf(id)))];

    /// <summary>The connections served, in ordinal order.</summary>
    public IReadOnlyList<string> Connections => [.. context.Connections.Keys];

    /// <summary>Opens, listens and starts working. Throws <see cref="HubStartException"/> with what to do.</summary>
    public static async Task<Hub> StartAsync(HubOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var context = await HubOpening.OpenAsync(options, time, cancellation);
        var web = Build(options, context);
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            await web.DisposeAsync();
            await context.Journal.DisposeAsync();
            throw new HubStartException(
                $"Port {options.Port} cannot be listened on: {taken.Message} Choose another with --port.", isInput: false, taken);
        }

        var hub = new Hub(context, web, new HookSecret(SecretStore.Open(options.DataFolder, options.Environment)));
        hub.StartLoops(options);
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(CancellationToken.None);
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        await web.DisposeAsync();
        await context.Journal.DisposeAsync();
        stopping.Dispose();
    }

    private static WebApplication Build(HubOptions options, HubContext context)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, options.Port); // loopback only until accounts exist (DESIGN 8)
            server.Limits.MaxRequestBodySize = WebhookIntake.MaxBodyBytes;
            server.AddServerHeader = false;
        });
        var web = builder.Build();
        HubApi.Map(web, context, SecretStore.Open(options.DataFolder, options.Environment));
        return web;
    }

    private void StartLoops(HubOptions options)
    {
        var workers = new Workers(context, web.Logger);
        for (var i = 0; i < options.Workers; i++)
            loops.Add(Start(() => workers.RunAsync(stopping.Token)));
        loops.Add(Start(() => new LinkDrains(context).RunAsync(stopping.Token)));
        foreach (var connection in context.Connections.Keys)
            loops.Add(Start(() => new Poller(context, connection, web.Logger).RunAsync(stopping.Token)));
    }

    private static Task Start(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
}
