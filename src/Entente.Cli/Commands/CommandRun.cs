using System.CommandLine;
using System.CommandLine.Parsing;

using Entente.Cli.Output;
using Entente.Node;
using Entente.Node.Backups;
using Entente.Storage;

namespace Entente.Cli.Commands;

/// <summary>Runs a command line and turns failures that a user can mend into a sentence and an exit code.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0 && !args.Contains("--help"))
                return Misspelt(parsed.Errors, args);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UserException failure)
        {
            return Failed(args, failure.ExitCode, failure.Message);
        }
        catch (HubStartException failure)
        {
            return Failed(args, failure.IsInput ? ExitCode.Input : ExitCode.Environment, failure.Message);
        }
        catch (BackupException failure)
        {
            return Failed(args, failure.IsInput ? ExitCode.Input : ExitCode.Failed, failure.Message);
        }
        catch (Exception failure) when (failure is StorageException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Failed(args, ExitCode.Environment, failure.Message);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    private static int Misspelt(IReadOnlyList<ParseError> errors, string[] args)
    {
        var see = $"See: entente {string.Join(' ', args.TakeWhile(arg => !arg.StartsWith('-')).Append("--help"))}";
        return Failed(args, ExitCode.Input, string.Join('\n', errors.Select(error => error.Message).Append(see)));
    }

    /// <summary>A program that asked for JSON gets its error as JSON, where it reads the answer.</summary>
    private static int Failed(string[] args, int exitCode, string message)
    {
        if (args.Contains("--json"))
            Report.Json(new { error = new { exitCode, message } });
        else
            Report.Error(message);
        return exitCode;
    }
}
