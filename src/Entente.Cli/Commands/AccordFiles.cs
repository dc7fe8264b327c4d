using System.CommandLine;

using Entente.Cli.Output;
using Entente.Node.Accords;

namespace Entente.Cli.Commands;

/// <summary>An accord folder as a hub's API takes it.</summary>
internal sealed record AccordFiles(string Path, byte[] Content)
{
    public static Argument<DirectoryInfo> Argument() => new("dir") { Description = "Folder of accord.yaml and its parties' rules" };

    public static IReadOnlyList<AccordFiles> Read(DirectoryInfo folder) => folder.Exists
        ? [.. AccordFolder.Read(folder.FullName).Select(file => new AccordFiles(file.Path, file.Content))]
        : throw new UserException(ExitCode.Input, $"There is no folder '{folder.FullName}'. Name the folder that holds accord.yaml.");
}
