using System.CommandLine;

using Entente.Cli.Output;
using Entente.Node.Access;
using Entente.Storage.Postgres;

namespace Entente.Cli.Commands;

/// <summary>Where a hub's data lies: in a folder, or in a database and for this node's key in a folder beside.</summary>
/// <param name="Database">Null: all is in the folder.</param>
internal sealed record DataPlace(string Folder, PostgresAddress? Database)
{
    /// <summary>Gives a command the options that say it; what they said is read with <see cref="Of"/>.</summary>
    public static (Option<string> Data, Option<DirectoryInfo> Local) AddTo(Command command)
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder of the embedded store, secrets and attachments; or postgres://user@host/database, which several nodes share",
            DefaultValueFactory = _ => CommonOptions.LocalFolder,
        };
        var local = new Option<DirectoryInfo>("--local")
        {
            Description = "Folder of this node's copy of the hub's key, where --data is a database",
            DefaultValueFactory = _ => new DirectoryInfo(CommonOptions.LocalFolder),
        };
        command.Options.Add(data);
        command.Options.Add(local);
        return (data, local);
    }

    public static DataPlace Of(ParseResult parsed, (Option<string> Data, Option<DirectoryInfo> Local) options)
    {
        var data = parsed.GetValue(options.Data)!;
        if (!PostgresAddress.IsOne(data))
            return new DataPlace(Path.GetFullPath(data), null);
        try
        {
            return new DataPlace(parsed.GetValue(options.Local)!.FullName, PostgresAddress.Parse(data));
        }
        catch (FormatException wrong)
        {
            throw new UserException(ExitCode.Input, wrong.Message, wrong);
        }
    }

    /// <summary>Does something with the secrets that lie there.</summary>
    public async Task WithSecretsAsync(Action<SecretStore> act, CancellationToken cancellation)
    {
        if (Database is null)
        {
            act(SecretStore.Open(Folder, Environment.GetEnvironmentVariable));
            return;
        }

        await using var store = await PostgresStore.OpenAsync(Database, TimeProvider.System, cancellation);
        act(SharedSecrets.Open(Folder, store, Environment.GetEnvironmentVariable));
    }
}
