using System.Net;

using Entente.Node.Access;
using Entente.Node.Api;
using Entente.Node.Intake;
using Entente.Node.Links;
using Entente.Node.Network;
using Entente.Node.Pages;
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
    private readonly PollerLoops pollers;
    private readonly HookSecret hooks;
    private readonly SecretWatch? watch;
    private readonly WakeSignal secretsChanged;

    private Hub(OpenedHub opened, HubOptions options)
    {
        context = opened.Context;
        var secrets = opened.Secrets;
        secretsChanged = opened.SecretsChanged;
        hooks = new HookSecret(secrets);
        var opening = new ConnectionOpening(
            new CallServices(context.Journal, context.Time, context.Pauses), context.Blobs, new NetworkGuard(options.AllowedNetworks));
        web = Build(options);
        pollers = new PollerLoops(context, web.Logger);
        FailureAnswers.Use(web);
        HubPages.Map(web, context);
        var intake = new SecretIntake(context, secrets, opening, pollers.Serve);
        watch = context.Presence is null ? null : new SecretWatch(context, secrets, intake, web.Logger);
        HubApi.Map(web, context, secrets, intake);
    }

    /// <summary>By connection, the path at which its tracker's webhooks are taken.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hooks => [.. context.Connections.Keys.Select(id => KeyValuePair.Create(id, hooks.PathOf(id)))];

    /// <summary>The connections served, in ordinal order.</summary>
    public IReadOnlyList<string> Connections => [.. context.Connections.Keys];

    /// <summary>Opens, listens and starts working. Throws <see cref="HubStartException"/> with what to do.</summary>
    public static async Task<Hub> StartAsync(HubOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var opened = await HubOpening.OpenAsync(options, time, cancellation);
        var hub = new Hub(opened, options);
        try
        {
            await hub.web.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            await hub.web.DisposeAsync();
            await hub.LeaveAsync();
            throw new HubStartException(
                $"Port {options.Port} cannot be listened on: {taken.Message} Choose another with --port.", isInput: false, taken);
        }

        hub.StartLoops(options);
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(CancellationToken.None);
        await stopping.CancelAsync();
        await pollers.DisposeAsync();
        await Task.WhenAll(loops);
        await web.DisposeAsync();
        await LeaveAsync();
        stopping.Dispose();
    }

    private async Task LeaveAsync()
    {
        if (context.Presence is { } presence)
            await presence.DisposeAsync();
        await context.Journal.DisposeAsync();
    }

    private static WebApplication Build(HubOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // a port that is taken is told by HubStartException, a failed request by FailureAnswers: once, without a trace
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, options.Port); // loopback only until accounts exist (DESIGN 8)
            server.Limits.MaxRequestBodySize = WebhookIntake.MaxBodyBytes;
            server.AddServerHeader = false;
        });
        return builder.Build();
    }

    private void StartLoops(HubOptions options)
    {
        var workers = new Workers(context, web.Logger);
        for (var i = 0; i < options.Workers; i++)
            loops.Add(Start(() => workers.RunAsync(stopping.Token)));
        loops.Add(Start(() => new LinkDrains(context).RunAsync(stopping.Token)));
        if (watch is not null)
            loops.Add(Start(() => watch.RunAsync(secretsChanged, stopping.Token)));
        foreach (var connection in context.Connections.Keys)
            pollers.Serve(connection);
    }

    /// <summary>Runs a loop beside the others until it ends by itself.</summary>
    internal static Task Start(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
}
