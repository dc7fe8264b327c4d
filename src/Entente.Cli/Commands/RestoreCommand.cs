using System.CommandLine;

using Entente.Cli.Output;
using Entente.Node.Backups;

namespace Entente.Cli.Commands;

/// <summary><c>entente restore</c>: makes a hub's data from a backup, in a place where there is none.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The backup" };
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var force = new Option<bool>("--force") { Hidden = true };
        var command = new Command("restore", "Make a hub's data from a backup, in an empty place") { file, data, json, force };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(force))
                throw new UserException(
                    ExitCode.Input, "There is no --force: a hub is never overwritten. Name an empty place with --data, or move the old data away first.");
            await using var backup = await BackupReader.OpenAsync(parsed.GetValue(file)!.FullName, cancellation);
            await using var target = HubData.ToWrite(parsed.GetValue(data)!.FullName);
            var report = await new Restore(backup, target, TimeProvider.System).RunAsync(cancellation);
            if (parsed.GetValue(json))
                Report.Json(report);
            else
                Print(report, parsed.GetValue(data)!);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(RestoreReport report, DirectoryInfo data)
    {
        Report.Line($"Restored into {data.FullName}.");
        BackupCommand.Print(report.Manifest);
        Report.Line($"The hub is now in epoch {report.Epoch}. Make sure that the earlier one is stopped for good before this one starts.");
        Report.Line("At its first start it reads every shared ticket again and asks the trackers what was done after the backup.");
        if (report.KeyAdvice is { } advice)
            Report.Line(advice);
    }
}
