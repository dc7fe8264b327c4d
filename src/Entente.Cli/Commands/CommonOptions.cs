using System.CommandLine;

using Entente.Cli.Output;
using Entente.Storage.Postgres;

namespace Entente.Cli.Commands;

/// <summary>Options that several commands share; made anew for each, since a command owns its options.</summary>
internal static class CommonOptions
{
    public const string LocalFolder = ".entente";

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text" };

    public static Option<DirectoryInfo> Accord() => new("--accord")
    {
        Description = "Folder of the accord and its parties' rules",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("accords", "infinity")),
    };

    /// <summary>For commands that ask a running hub: all they need is the folder with the key. With a database that is the default one.</summary>
    public static Option<DirectoryInfo> Data() => new("--data")
    {
        Description = "Folder of the hub's key, or the address of its database",
        CustomParser = given => new DirectoryInfo(PostgresAddress.IsOne(given.Tokens[0].Value) ? LocalFolder : given.Tokens[0].Value),
        DefaultValueFactory = _ => new DirectoryInfo(LocalFolder),
    };

    /// <summary>Who orders what stays in the journal; by default whoever runs the command.</summary>
    public static Option<string> By() => new("--by")
    {
        Description = "Who does this: it stays in the journal (default: the local user)",
        DefaultValueFactory = _ => Environment.UserName,
    };

    /// <param name="first">The smallest port that makes sense: 0 where the command may choose free ones itself.</param>
    public static Option<int> Port(string description, int otherwise, int first = 1)
    {
        var port = new Option<int>("--port") { Description = description, DefaultValueFactory = _ => otherwise };
        port.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && int.TryParse(given.Tokens[0].Value, out var number) && (number < first || number > ushort.MaxValue - 2))
                given.AddError($"{number} is no port: give one from {first} to {ushort.MaxValue - 2}.");
        });
        return port;
    }

    public static Option<Uri> Hub() => new("--hub")
    {
        Description = "Address of a running hub",
        CustomParser = given => Address(given.Tokens[0].Value),
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080/"),
    };

    /// <summary>A whole address, with the slash at its end that paths are added to.</summary>
    public static Uri Address(string text) => Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out var address)
        ? address
        : throw new UserException(ExitCode.Input, $"'{text}' is no address: write it whole, such as http://127.0.0.1:5080/.");
}
