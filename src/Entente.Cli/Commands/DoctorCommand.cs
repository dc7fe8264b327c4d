using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;
using Entente.Node;
using Entente.Node.Api;
using Entente.Node.Doctor;
using Entente.Node.Measures;

namespace Entente.Cli.Commands;

/// <summary>
/// <c>entente doctor</c>: what is wrong with a hub and what to do. Asks a running hub where there is one, and opens the store itself where there
/// is none.
/// </summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var accord = CommonOptions.Accord();
        var hub = CommonOptions.Hub();
        var json = CommonOptions.Json();
        var allow = new Option<string[]>("--allow-network")
        {
            Description = "A private network that trackers may be asked in, when no hub runs",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("doctor", "What is wrong with a hub and what to do; exit 0 when nothing is") { accord, hub, allow, json };
        var data = DataPlace.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var place = DataPlace.Of(parsed, data);
            var options = new HubOptions
            {
                AccordFolder = parsed.GetValue(accord)!.FullName,
                DataFolder = place.Folder,
                Database = place.Database,
                AllowedNetworks = [.. parsed.GetValue(allow)!.Select(UpCommand.Network)],
            };
            return Print(await ExamineAsync(options, parsed.GetValue(hub)!, cancellation), parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(HubOptions options, Uri hub, CancellationToken cancellation)
    {
        var findings = new List<Finding>(AccordChecks.Run(options.AccordFolder));
        var canLoad = findings.TrueForAll(one => one.Level != FindingLevel.Wrong);
        findings.AddRange(MachineChecks.Run(options.DataFolder, MachineChecks.FreeBytes));
        var isThere = Directory.Exists(options.DataFolder);
        var store = options.Database is null && isThere ? StoreChecks.Run(options.DataFolder).ToList() : [];
        findings.AddRange(store);
        if (await AskAsync(options, hub, findings, cancellation) is { } report)
            findings.AddRange(report.Findings);
        else if (canLoad && (options.Database is not null || store is [{ Code: "store.version" or "store.ahead" }]))
            findings.AddRange(await OpenAsync(options, cancellation));
        return findings;
    }

    private static async Task<ExaminationReport?> AskAsync(HubOptions options, Uri hub, List<Finding> findings, CancellationToken cancellation)
    {
        try
        {
            using var client = new HubClient(hub, new DirectoryInfo(options.DataFolder));
            using var answer = await client.GetAsync("api/doctor", cancellation);
            var report = answer.Deserialize<ExaminationReport>(HubApi.Json)!;
            findings.Add(report.Version == HubMeasures.Version
                ? Finding.Ok("hub.running", hub.ToString(), $"Node {report.Node} runs version {report.Version}, as this program does.")
                : Finding.Note(
                    "hub.version", hub.ToString(), $"Node {report.Node} runs version {report.Version}; this program is {HubMeasures.Version}."));
            return report;
        }
        catch (UserException refused) when (refused.ExitCode == ExitCode.Failed)
        {
            findings.Add(Finding.Wrong(
                "hub.refuses", hub.ToString(), $"Something answers there and refuses: {refused.Message}",
                "Name the hub with --hub, its data with --data."));
            return null;
        }
        catch (UserException nobody)
        {
            findings.Add(Finding.Note("hub.stopped", hub.ToString(), $"No hub was asked: {nobody.Message}"));
            return null;
        }
    }

    private static async Task<IReadOnlyList<Finding>> OpenAsync(HubOptions options, CancellationToken cancellation)
    {
        try
        {
            var opened = await HubOpening.OpenAsync(options, TimeProvider.System, cancellation);
            await using var journal = opened.Context.Journal;
            await using var presence = opened.Context.Presence;
            return (await Examination.RunAsync(opened.Context, isRunning: false, cancellation)).Findings;
        }
        catch (HubStartException failure)
        {
            return
            [
                Finding.Wrong(
                    "store.closed", options.Database is null ? options.DataFolder : "the database", failure.Message,
                    "If a hub runs at another address, name it with --hub. Else mend what the message names."),
            ];
        }
    }

    private static int Print(IReadOnlyList<Finding> findings, bool asJson)
    {
        var wrong = findings.Count(one => one.Level == FindingLevel.Wrong);
        if (asJson)
            Report.Json(new { ok = wrong == 0, wrong, notes = findings.Count(one => one.Level == FindingLevel.Note), findings });
        else
            PrintText(findings, wrong);
        return wrong == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void PrintText(IReadOnlyList<Finding> findings, int wrong)
    {
        foreach (var one in findings)
        {
            var subject = one.Subject.Length > 0 ? $"{one.Subject}: " : "";
            Report.Line($"{one.Level.ToString().ToLowerInvariant(),-6} {one.Code,-22} {subject}{one.Text}");
            if (one.Remedy.Length > 0)
                Report.Line($"       {one.WhoseAct} To do: {one.Remedy}");
        }

        Report.Line(wrong == 0 ? "Nothing is wrong." : $"{wrong} of {findings.Count} findings need somebody.");
    }
}
