using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Entente.Sandbox.Host;

/// <summary>
/// The sandbox as a running process part: Kestrel on loopback, one port for the control API and one for each imitated product. It takes
/// no files and no configuration but its options.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private readonly WebhookPump pump;

    private readonly CancellationTokenSource stopping = new();

    private readonly SortedDictionary<string, ListenOptions> doors = new(StringComparer.Ordinal);

    private readonly List<ProductStage> stages;

    private readonly SandboxClock clock;

    private SandboxHost(SandboxOptions options)
    {
        clock = new SandboxClock(options.Time);
        stages = [.. options.Products.Select(product => new ProductStage(product, clock) { LogsBodies = options.LogsBodies })];
        pump = new WebhookPump(stages, clock, options.WebhookTimeout);
        // The empty builder reads no settings files and watches none, so that starting takes no time.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options));
        app = builder.Build();
        var answers = new Dictionary<string, RequestDelegate>(StringComparer.Ordinal);
        foreach (var stage in stages)
            answers[stage.Product.Name] = new ProductDoor(stage, options, stopping.Token).AnswerAsync;
        answers[SandboxControl.Name] = new SandboxControl(stages, clock, AddressOf).AnswerAsync;
        app.Run(context => AnswerAsync(context, answers));
    }

    /// <summary>Where the control API listens.</summary>
    public Uri ControlAddress => AddressOf(SandboxControl.Name);

    /// <summary>Starts listening; returns when every port is open. A port that is taken throws <see cref="IOException"/>.</summary>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var host = new SandboxHost(options);
        try
        {
            await host.app.StartAsync(cancellationToken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        host.pump.Start();
        return host;
    }

    /// <summary>Where a product listens, by its name in the catalogue.</summary>
    public Uri AddressOf(string product) => new($"http://127.0.0.1:{doors[product].IPEndPoint!.Port}/");

    /// <summary>
    /// Loads recorded records: each <c>*.jsonl</c> in a folder that bears a product's name, in the order of the files' names.
    /// A folder that no product answers to is reported as not taken.
    /// </summary>
    public async Task<IReadOnlyList<LoadReport>> LoadFolderAsync(string folder, CancellationToken cancellationToken) =>
        await new FolderLoad(stages, clock).TakeAsync(folder, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await pump.DisposeAsync();
        await app.DisposeAsync();
        stopping.Dispose();
    }

    private void Listen(KestrelServerOptions kestrel, SandboxOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        Open(kestrel, SandboxControl.Name, options.Port);
        foreach (var product in options.Products)
            Open(kestrel, product.Name, options.Port == 0 ? 0 : options.Port + product.PortOffset);
    }

    private void Open(KestrelServerOptions kestrel, string name, int port) => kestrel.Listen(IPAddress.Loopback, port, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        doors[name] = listen;
        listen.Use(next => connection =>
        {
            connection.Items[typeof(SandboxHost)] = name;
            return next(connection);
        });
    });

    private static Task AnswerAsync(HttpContext context, Dictionary<string, RequestDelegate> answers)
    {
        if (!LoopbackGuard.Allows(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("The sandbox answers only requests of this machine to a loopback name.", context.RequestAborted);
        }
        var items = context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionItemsFeature>()!.Items;
        return answers[(string)items[typeof(SandboxHost)]!](context);
    }
}
