using System.Globalization;
using System.Net;

using Entente.Node.Api;
using Entente.Node.Pages;
using Entente.Unit.Tests.Node.Pages;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Serves the hub's pages over told stories: Entente.Browser.Stage PORT ACCORDS. POST /stage/COUNT plays the checkout story on up to that act,
// POST /stage/all the whole of it with the hostile one.
var port = int.Parse(args[0], CultureInfo.InvariantCulture);
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, port));
var web = builder.Build();
var stage = new StoryStage(args[1], new EveningTime());
var played = 0;
FailureAnswers.Use(web, stage.Hub.Trouble);
HubPages.Map(web, stage.Hub);
web.MapPost("/stage/{count}", async (string count) =>
{
    var to = count == "all" ? CheckoutStory.Acts.Count : int.Parse(count, CultureInfo.InvariantCulture);
    await CheckoutStory.PlayAsync(stage, played, to);
    played = to;
    if (count == "all")
    {
        await HostileStory.PlayAsync(stage);
        ServiceStory.Play(stage);
    }

    return Results.Text(CheckoutStory.CaseId);
});
await web.StartAsync();
Console.WriteLine($"http://127.0.0.1:{port}/"); // whoever started it waits for this
await web.WaitForShutdownAsync();

/// <summary>It is always the evening after the story.</summary>
internal sealed class EveningTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => CheckoutStory.Evening;
}
