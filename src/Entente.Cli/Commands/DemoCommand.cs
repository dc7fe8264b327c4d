using System.CommandLine;

namespace Entente.Cli.Commands;

/// <summary><c>entente demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create() => new("demo", "Play the story against imitation trackers and verify it at their own APIs");
}
