using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

using Entente.Sandbox.Host;
using Entente.Sandbox.Zendesk;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Entente.Unit.Tests.Sandbox.Host;

/// <summary>Webhooks on their way to a receiver that listens on a real socket.</summary>
public sealed class WebhookPumpTests : IAsyncLifetime
{
    private readonly Channel<string> received = Channel.CreateUnbounded<string>();

    private WebApplication receiver = null!;

    private SandboxHost host = null!;

    private HttpClient tracker = null!;

    private HttpClient control = null!;

    public async ValueTask InitializeAsync()
    {
        ListenOptions? door = null;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => door = listen));
        receiver = builder.Build();
        receiver.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await received.Writer.WriteAsync(JsonNode.Parse(await reader.ReadToEndAsync())!["detail"]!["subject"]!.ToString());
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await receiver.StartAsync();
        host = await SandboxHost.StartAsync(new SandboxOptions { Port = 0 }, TestContext.Current.CancellationToken);
        control = new HttpClient { BaseAddress = host.ControlAddress };
        tracker = new HttpClient { BaseAddress = host.AddressOf("zendesk") };
        tracker.DefaultRequestHeaders.Authorization = new("Bearer", ZendeskSeed.AccessToken);
        var subscribed = await tracker.PostAsJsonAsync("api/v2/webhooks", new
        {
            webhook = new
            {
                name = "n",
                endpoint = $"http://127.0.0.1:{door!.IPEndPoint!.Port}/hook",
                http_method = "POST",
                subscriptions = new[] { "zen:event-type:ticket.created" },
            },
        });
        subscribed.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        tracker.Dispose();
        control.Dispose();
        await host.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("normal", "1 2 3")]
    [InlineData("duplicate", "1 1 2 2 3 3")]
    [InlineData("reverse", "3 2 1")]
    [InlineData("delay", "1 2 3")]
    public async Task Delivers_as_the_mode_says(string mode, string expected)
    {
        await Set(new { mode, delayMs = 300 });
        for (var n = 1; n <= 3; n++)
            await Create($"{n}");
        (await Receive(expected.Split(' ').Length)).ShouldBe(expected);
    }

    [Fact]
    public async Task Drops_as_many_as_asked_and_says_so_in_the_log()
    {
        await Set(new { mode = "drop", count = 2 });
        for (var n = 1; n <= 3; n++)
            await Create($"{n}");
        (await Receive(1)).ShouldBe("3");
        var log = JsonNode.Parse(await control.GetStringAsync("control/zendesk/webhooks/log"))!["deliveries"]!.AsArray();
        log.Count(delivery => delivery!["outcome"]!.ToString() == "dropped").ShouldBe(2);
    }

    private Task<HttpResponseMessage> Create(string subject) =>
        tracker.PostAsJsonAsync("api/v2/tickets", new { ticket = new { subject, comment = new { body = "x" } } });

    private async Task Set(object mode)
    {
        using var response = await control.PostAsJsonAsync("control/zendesk/webhooks", mode);
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> Receive(int count)
    {
        var taken = new List<string>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (taken.Count < count)
            taken.Add(await received.Reader.ReadAsync(patience.Token));
        return string.Join(' ', taken);
    }
}
