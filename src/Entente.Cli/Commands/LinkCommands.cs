using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente pause, drain, resume</c>: stop a link and let it go on.</summary>
internal static class LinkCommands
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public static Command Pause() => Create(
        "pause", "Stop a link at once: nothing is written or taken for it until it is resumed; what is shared meanwhile waits in order", SwitchAsync);

    public static Command Drain() => Create("drain", "Apply what is under way on a link, take nothing new, then pause it", DrainAsync);

    public static Command Resume() => Create("resume", "Let a paused or draining link go on, in order", SwitchAsync);

    private static Command Create(string act, string description, Func<Request, CancellationToken, Task> run)
    {
        var link = new Argument<string>("link") { Description = "The link's id in the accord" };
        var command = new Command(act, description) { link };
        var hub = HubPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = hub.Open(parsed);
            await run(new Request(client, act, parsed.GetValue(link)!, hub.IsJson(parsed)), cancellation);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task SwitchAsync(Request request, CancellationToken cancellation)
    {
        using var status = await request.Client.PostAsync($"{request.Path}/{request.Act}", null, cancellation);
        if (request.IsJson)
            Report.Json(status.RootElement);
        else
            Report.Line(request.Act == "pause"
                ? $"{request.Link} is paused. What is shared meanwhile waits in order; go on with: entente resume {request.Link}"
                : $"{request.Link} goes on.");
    }

    /// <summary>Counts down on standard error until nothing is under way. Stopping the command does not stop the drain.</summary>
    private static async Task DrainAsync(Request request, CancellationToken cancellation)
    {
        using (await request.Client.PostAsync($"{request.Path}/{request.Act}", null, cancellation))
        {
        }

        while (true)
        {
            using var report = await request.Client.GetAsync(request.Path, cancellation);
            var stage = report.RootElement.GetProperty("link").GetProperty("stage").GetString();
            var waiting = report.RootElement.GetProperty("waiting");
            if (stage != "draining")
            {
                Done(request, stage, report.RootElement);
                return;
            }

            Report.Error(
                $"{request.Link} drains: {waiting.GetProperty("envelopes")} envelopes and {waiting.GetProperty("effects")} effects under way, "
                + $"{waiting.GetProperty("notices")} notices wait.");
            await Task.Delay(LookAgain, TimeProvider.System, cancellation);
        }
    }

    private static void Done(Request request, string? stage, JsonElement report)
    {
        if (request.IsJson)
            Report.Json(report);
        else if (stage == "paused")
            Report.Line($"{request.Link} is empty and paused; go on with: entente resume {request.Link}");
        else
            Report.Line($"{request.Link} was resumed before it was empty.");
    }

    private sealed record Request(HubClient Client, string Act, string Link, bool IsJson)
    {
        public string Path => $"api/links/{Uri.EscapeDataString(Link)}";
    }
}
