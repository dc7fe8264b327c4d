using System.CommandLine;
using System.Globalization;

using Entente.Cli.Output;
using Entente.Node.Backups;

namespace Entente.Cli.Commands;

/// <summary><c>entente backup</c>: copies a hub, running or not, into one file.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The file to write; it must not be there yet" };
        var accord = CommonOptions.Accord();
        var json = CommonOptions.Json();
        var command = new Command("backup", "Copy a hub into one file, also while it runs") { file, accord, json };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = DataPlace.Of(parsed, data);
            await using var source = await HubData.ToReadAsync(place.Folder, place.Database, TimeProvider.System, cancellation);
            var isJson = parsed.GetValue(json);
            var backup = new Backup(source, TimeProvider.System, isJson ? _ => { } : line => Report.Error($"  {line}"));
            var manifest = await backup.WriteAsync(parsed.GetValue(file)!.FullName, parsed.GetValue(accord)!.FullName, cancellation);
            if (isJson)
                Report.Json(new { file = parsed.GetValue(file)!.FullName, manifest });
            else
                Print(parsed.GetValue(file)!, manifest);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(FileInfo file, BackupManifest manifest)
    {
        Report.Line($"Backed up to {file.FullName}.");
        Print(manifest);
        Report.Line($"The key is not in it: keep the file 'key' of the data folder apart from the backup (fingerprint {manifest.KeyFingerprint}).");
    }

    internal static void Print(BackupManifest manifest)
    {
        foreach (var table in manifest.Tables.Where(table => table.Rows > 0))
            Report.Line($"  {table.Table,-12} {table.Rows.ToString("N0", CultureInfo.InvariantCulture),12} rows");
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"  attachments  {manifest.Blobs.Count,12:N0}, {manifest.Blobs.Bytes:N0} bytes"));
        Report.Line($"  epoch {manifest.Epoch}, made {Shown.At(manifest.MadeAt)} from {manifest.Store}");
        Report.Line($"  content {manifest.ContentSha256}");
    }
}
