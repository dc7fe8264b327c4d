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
        var json = CommonOptions.Json();
        var force = new Option<bool>("--force") { Hidden = true };
        var command = new Command("restore", "Make a hub's data from a backup, in an empty place") { file, json, force };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(force))
                throw new UserException(
                    ExitCode.Input,
                    "There is no --force: a hub is never overwritten. Name an empty place with --data, or move the old data away first.");
            await using var backup = await BackupReader.OpenAsync(parsed.GetValue(file)!.FullName, cancellation);
            var place = DataPlace.Of(parsed, data);
            await using var target = await HubData.ToWriteAsync(place.Folder, place.Database, TimeProvider.System, cancellation);
            var report = await new Restore(backup, target, TimeProvider.System).RunAsync(cancellation);
            if (parsed.GetValue(json))
                Report.Json(report);
            else
                Print(report, target);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(RestoreReport report, HubData target)
    {
        Report.Line($"Restored into {target.Shown}.");
        BackupCommand.Print(report.Manifest);
        Report.Line($"The hub is now in epoch {report.Epoch}. Make sure that the earlier one is stopped for good before this one starts.");
        Report.Line("At its first start it reads every shared ticket again and asks the trackers what was done after the backup.");
        if (report.KeyAdvice is { } advice)
            Report.Line(advice);
    }
}
