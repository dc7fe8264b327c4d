using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>Which running hub a command asks, with whose key, and whether the answer is shown as JSON or as text.</summary>
internal sealed class HubPlace
{
    private readonly Option<Uri> hub = CommonOptions.Hub();
    private readonly Option<DirectoryInfo> data = CommonOptions.Data();
    private readonly Option<bool> json = CommonOptions.Json();

    /// <summary>Gives a command the options that say it.</summary>
    public static HubPlace AddTo(Command command)
    {
        var place = new HubPlace();
        command.Options.Add(place.hub);
        command.Options.Add(place.data);
        command.Options.Add(place.json);
        return place;
    }

    public HubClient Open(ParseResult parsed) => new(parsed.GetValue(hub)!, parsed.GetValue(data)!);

    public bool IsJson(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Asks once and shows the answer.</summary>
    public async Task<int> ShowAsync(ParseResult parsed, Func<HubClient, Task<JsonDocument>> ask, Action<JsonElement> print)
    {
        using var client = Open(parsed);
        using var answer = await ask(client);
        if (IsJson(parsed))
            Report.Json(answer.RootElement);
        else
            print(answer.RootElement);
        return ExitCode.Ok;
    }
}
