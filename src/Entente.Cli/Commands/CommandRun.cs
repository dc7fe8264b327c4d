using System.CommandLine;
using System.CommandLine.Parsing;

using Entente.Cli.Output;
using Entente.Node;

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
            Report.Error(failure.Message);
            return failure.ExitCode;
        }
        catch (HubStartException failure)
        {
            Report.Error(failure.Message);
            return failure.IsInput ? ExitCode.Input : ExitCode.Environment;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Report.Error(failure.Message);
            return ExitCode.Environment;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failed;
        }
    }

    private static int Misspelt(IReadOnlyList<ParseError> errors, string[] args)
    {
        foreach (var error in errors)
            Report.Error(error.Message);
        Report.Error($"See: entente {string.Join(' ', args.TakeWhile(arg => !arg.StartsWith('-')).Append("--help"))}");
        return ExitCode.Input;
    }
}
