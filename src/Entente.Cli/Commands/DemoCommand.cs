using System.CommandLine;

using Entente.Cli.Output;
using Entente.Demo;
using Entente.Demo.Recorded;
using Entente.Demo.Telling;

namespace Entente.Cli.Commands;

/// <summary><c>entente demo</c>: the story against imitation trackers, verified at their own APIs.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Play, verify, print and exit; without it the trackers stay open to play by hand" };
        var from = new Option<DirectoryInfo?>("--from")
        {
            Description = "Folder of recorded tickets, <product>/*.jsonl, to link and sync instead of the story",
        };
        var only = new Option<string?>("--only") { Description = "Play only the journeys whose name holds this text" };
        var port = CommonOptions.Port("First of the ports to use: hub, then sandbox; 0 takes free ones", 0, first: 0);
        var sandbox = new Option<Uri?>("--sandbox")
        {
            CustomParser = given => CommonOptions.Address(given.Tokens[0].Value),
            Description = "Control address of a running sandbox instead of one of its own",
        };
        var hub = new Option<Uri?>("--hub")
        {
            CustomParser = given => CommonOptions.Address(given.Tokens[0].Value),
            Description = "Address of a running hub instead of one of its own; needs --sandbox, and ENTENTE_TOKEN or the hub's --data",
        };
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Data folder; default a fresh one that is deleted afterwards, with --hub .entente",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "demo", "Play the story against imitation trackers and verify it at their own APIs") { once, from, only, port, sandbox, hub, data, json };
        command.SetAction(async (parsed, cancellation) => await RunAsync(
            new DemoChoices(parsed.GetValue(once), parsed.GetValue(json), parsed.GetValue(port))
            {
                From = parsed.GetValue(from),
                Only = parsed.GetValue(only),
                Sandbox = parsed.GetValue(sandbox),
                Hub = parsed.GetValue(hub),
                Data = parsed.GetValue(data),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DemoChoices choices, CancellationToken cancellation)
    {
        if (choices.From is { Exists: false } missing)
            throw new UserException(ExitCode.Input, $"There is no folder '{missing.FullName}'.");
        if (choices.Only is { } wanted && !Story.Names.Any(name => name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
            throw new UserException(ExitCode.Input, $"No journey is named like '{wanted}'. There are: {string.Join(", ", Story.Names)}.");
        var teller = choices.Json
            ? new StoryTeller(Console.Error, !Console.IsErrorRedirected)
            : new StoryTeller(Console.Out, !Console.IsOutputRedirected);
        using var http = DemoPlayground.CreateClient();
        await using var ground = await DemoPlayground.OpenAsync(choices, choices.From is null ? "infinity" : "recorded", http, teller, cancellation);
        var report = choices.From is { } recorded
            ? await new RecordedStory(http, ground.Targets, TimeProvider.System, teller).PlayAsync(recorded.FullName, cancellation)
            : await StoryAsync(choices.Only, ground.Targets, http, teller, cancellation);
        if (choices.Json)
            Report.Json(report);
        else
            StoryPrinter.Print(report, teller);
        if (!choices.Once)
            await StayAsync(ground.Targets, teller, cancellation);
        return report.IsOk ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The ring has an accord of its own, so it is played meanwhile on a ground of its own, also where the story's is attached.</summary>
    private static async Task<DemoReport> StoryAsync(
        string? only, DemoTargets targets, HttpClient http, StoryTeller teller, CancellationToken cancellation)
    {
        if (only is not null)
            return await new Story(http, targets, TimeProvider.System, teller).PlayAsync(only, [], cancellation);
        await using var ring = await DemoPlayground.OpenAsync(new DemoChoices(Once: true, Json: true, Port: 0), "ring", http, null, cancellation);
        var beside = new RingStory(http, ring.Targets, TimeProvider.System).PlayAsync(cancellation);
        return await new Story(http, targets, TimeProvider.System, teller).PlayAsync(null, [beside], cancellation);
    }

    private static async Task StayAsync(DemoTargets targets, StoryTeller teller, CancellationToken cancellation)
    {
        teller.Line(
            "Now play by hand: tag a Zendesk ticket 'checkout' and watch Jira, "
            + "label the issue 'analysis' and watch ServiceNow. Ctrl-C ends it.");
        foreach (var (name, address) in targets.Pages)
            teller.Line($"  {name,-20} {address}");
        teller.Line($"  {"The hub",-20} {targets.Hub}");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException)
        {
            teller.Line("Stopped.");
        }
    }
}
