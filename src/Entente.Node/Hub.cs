using System.Globalization;
using System.Net;

using Entente.Core.Journal;
using Entente.Node.Access;
using Entente.Node.Accords;
using Entente.Node.Api;
using Entente.Node.Audit;
using Entente.Node.Health;
using Entente.Node.Intake;
using Entente.Node.Links;
using Entente.Node.Network;
using Entente.Node.Pages;
using Entente.Node.Restores;
using Entente.Node.Tickets;
using Entente.Storage;

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
    private readonly SecretPrints prints;
    private readonly Checkpoints checkpoints;
    private readonly HealthLoop health;
    private readonly SecretWatch? watch;
    private readonly WakeSignal secretsChanged;

    private Hub(OpenedHub opened, HubOptions options)
    {
        context = opened.Context;
        var secrets = opened.Secrets;
        secretsChanged = opened.SecretsChanged;
        hooks = new HookSecret(secrets);
        prints = new SecretPrints(context, secrets);
        web = Build(options);
        checkpoints = new Checkpoints(context, options.DataFolder, secrets.CheckpointKey(), web.Logger);
        pollers = new PollerLoops(context, web.Logger);
#pragma warning disable CA2000 // The invoker lives as long as the node.
        var posts = options.AlertUrl is { } address
            ? new AlertPosts(context, address, new HttpMessageInvoker(new NetworkGuard(options.AllowedNetworks).CreateHandler()), web.Logger)
            : null;
#pragma warning restore CA2000
        health = new HealthLoop(context, posts, web.Logger);
        FailureAnswers.Use(web, context.Trouble);
        HubPages.Map(web, context);
        var intake = new SecretIntake(context, secrets, pollers.Serve);
        context.Live.WentLive = intake.Serve;
        watch = context.Presence is null ? null : new SecretWatch(context, secrets, intake, web.Logger);
        HubApi.Map(web, context, secrets, intake);
    }

    /// <summary>By connection, the path at which its tracker's webhooks are taken.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hooks => [.. context.Connections.Keys.Select(id => KeyValuePair.Create(id, hooks.PathOf(id)))];

    /// <summary>Ends when the store stopped for good, with what to do: the node can only be started again.</summary>
    public async Task<string> StoreStoppedAsync() => (await context.Trouble.Stopped).Message;

    /// <summary>The connections served, in ordinal order.</summary>
    public IReadOnlyList<string> Connections => [.. context.Connections.Keys];

    /// <summary>Opens, listens and starts working. Throws <see cref="HubStartException"/> with what to do.</summary>
    public static async Task<Hub> StartAsync(HubOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var opened = await HubOpening.OpenAsync(options, time, cancellation);
        var hub = new Hub(opened, options);
        try
        {
            await hub.context.Live.StartAsync(AccordFolder.Read(options.AccordFolder), cancellation);
            await hub.web.StartAsync(cancellation);
            await hub.RecordStartAsync(cancellation);
        }
        catch (Exception failure) when (failure is StorageException or HubStartException or IOException)
        {
            await hub.web.DisposeAsync();
            await hub.LeaveAsync();
            if (failure is HubStartException)
                throw;
            throw new HubStartException(
                failure is IOException
                    ? $"Port {options.Port} cannot be listened on: {failure.Message} Choose another with --port."
                    : failure.Message,
                isInput: false,
                failure);
        }

        await hub.health.BeginAsync(cancellation);
        hub.StartLoops(options);
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(CancellationToken.None);
        await stopping.CancelAsync();
        await pollers.DisposeAsync();
        await Task.WhenAll(loops);
        context.Measures.Dispose();
        await web.DisposeAsync();
        await RecordStopAsync();
        await LeaveAsync();
        stopping.Dispose();
    }

    private async Task RecordStartAsync(CancellationToken cancellation)
    {
        checkpoints.Open();
        await RecordRestoreAsync(cancellation);
        await context.Audit.RecordAsync($"node {context.Owner}", AuditActs.NodeStarted, $"checkpoint {checkpoints.Number}", "done", cancellation);
        await prints.CompareAsync(cancellation);
    }

    /// <summary>Once an epoch: the checkpoints of the place that was backed up are not here.</summary>
    private async Task RecordRestoreAsync(CancellationToken cancellation)
    {
        const string recorded = "audit-epoch";
        var epoch = context.Epoch.Number.ToString(CultureInfo.InvariantCulture);
        if (!context.Epoch.IsRestored || await context.Journal.ReadValueAsync(recorded, cancellation) == epoch)
            return;
        await context.Audit.RecordAsync($"node {context.Owner}", AuditActs.Restored, $"epoch {epoch}", "done", cancellation);
        await context.Journal.WriteValueAsync(recorded, epoch, cancellation);
    }

    /// <summary>A store that broke takes no entry; its last checkpoint then is the one before.</summary>
    private async Task RecordStopAsync()
    {
        try
        {
            var on = checkpoints.IsComplete ? AuditActs.Complete : "";
            await context.Audit.RecordAsync($"node {context.Owner}", AuditActs.NodeStopped, on, "done", CancellationToken.None);
            checkpoints.Write(isLast: true);
        }
        catch (StorageException refusal)
        {
            web.Logger.LogError("The stop has no audit entry: {Reason}", refusal.Message);
        }
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
        loops.Add(Start(() => health.RunAsync(stopping.Token)));
        loops.Add(Start(() => TellAllAsync(stopping.Token)));
        loops.Add(Start(() => new LinkDrains(context).RunAsync(stopping.Token)));
        loops.Add(Start(() => checkpoints.RunAsync(stopping.Token)));
        loops.Add(Start(() => context.Conservation.RunAsync(web.Logger, stopping.Token)));
        loops.Add(Start(() => context.Live.RunAsync(stopping.Token)));
        if (watch is not null)
            loops.Add(Start(() => watch.RunAsync(secretsChanged, stopping.Token)));
        foreach (var connection in context.Connections.Keys)
            pollers.Serve(connection);
    }

    private async Task TellAllAsync(CancellationToken cancellation)
    {
        try
        {
            await RestoredStart.TellAllAsync(context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopping; the next start tells the rest.
        }
    }

    /// <summary>Runs a loop beside the others until it ends by itself.</summary>
    internal static Task Start(Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap();
}
