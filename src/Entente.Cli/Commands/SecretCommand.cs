using System.CommandLine;
using System.Text;
using System.Text.Json;

using Entente.Cli.Output;
using Entente.Node.Access;
using Entente.Storage;

namespace Entente.Cli.Commands;

/// <summary><c>entente secret</c>: where a connection's tracker is and how the hub gets in. Values go in and never come out.</summary>
internal static class SecretCommand
{
    private const string Example =
        """{"endpoint": "https://mercuri.zendesk.com", "user": "hub@mercuri.example", "token": "…", "webhookSecret": "…"}""";

    public static Command Create() => new("secret", "Set, list or remove the secrets of connections") { Set(), List(), Remove() };

    private static Command Set()
    {
        var name = new Argument<string>("connection") { Description = "The connection's id in the accord" };
        var hub = new Option<Uri?>("--hub")
        {
            CustomParser = given => CommonOptions.Address(given.Tokens[0].Value),
            Description = "Address of a running hub that is to take the secret, at once",
        };
        var command = new Command("set", $"Read a connection's secret from standard input, e.g. {Example}") { name, hub };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Console.IsInputRedirected)
                Report.Error($"Paste the secret as JSON and end with Ctrl-D, e.g. {Example}");
            var text = await Console.In.ReadToEndAsync(cancellation);
            Validate(text);
            if (parsed.GetValue(hub) is { } running)
            {
                await GiveAsync(running, new DirectoryInfo(DataPlace.Of(parsed, data).Folder), parsed.GetValue(name)!, text, cancellation);
                return ExitCode.Ok;
            }

            await NamedAsync(() => DataPlace.Of(parsed, data).WithSecretsAsync(secrets => secrets.Write(parsed.GetValue(name)!, text), cancellation));
            Report.Line($"Stored the secret of '{parsed.GetValue(name)}'. It takes effect at the next start.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task GiveAsync(Uri hub, DirectoryInfo data, string name, string text, CancellationToken cancellation)
    {
        using var client = new HubClient(hub, data);
        using var body = new StringContent(text, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync($"api/connections/{Uri.EscapeDataString(name)}/secret", body, cancellation);
        Report.Line($"The hub took the secret of '{name}'. It is in force.");
    }

    private static Command List()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "Names of the secrets that are set; never their values") { json };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            IReadOnlyList<string> names = [];
            await NamedAsync(() => DataPlace.Of(parsed, data).WithSecretsAsync(secrets => names = secrets.Names(), cancellation));
            if (parsed.GetValue(json))
                Report.Json(names);
            else
                foreach (var name in names)
                    Report.Line(name);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("connection") { Description = "The connection's id in the accord" };
        var command = new Command("remove", "Forget a secret") { name };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var removed = false;
            await NamedAsync(
                () => DataPlace.Of(parsed, data).WithSecretsAsync(secrets => removed = secrets.Remove(parsed.GetValue(name)!), cancellation));
            Report.Line(removed ? "Removed." : "There was none.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Validate(string text)
    {
        try
        {
            var secret = JsonSerializer.Deserialize<ConnectionSecret>(text, JsonSerializerOptions.Web);
            if ((secret is null ? "The secret is empty." : secret.Fault()) is { } fault)
                throw new UserException(ExitCode.Input, fault);
        }
        catch (JsonException wrong)
        {
            throw new UserException(ExitCode.Input, $"The secret must be JSON like {Example}: line {wrong.LineNumber + 1} does not fit.", wrong);
        }
    }

    private static async Task NamedAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (ArgumentException wrong)
        {
            throw new UserException(ExitCode.Input, wrong.Message, wrong);
        }
        catch (StorageException failure)
        {
            throw new UserException(ExitCode.Environment, failure.Message, failure);
        }
    }
}
