using System.CommandLine;

using Entente.Cli.Output;
using Entente.Core.Journal;
using Entente.Node.Audit;
using Entente.Storage;

namespace Entente.Cli.Commands;

/// <summary>
/// <c>entente audit</c>: who did what to a hub, and whether the record of it and of every ticket is what was written. Both read the store itself and
/// need no running hub.
/// </summary>
internal static class AuditCommand
{
    private const int PageRows = 1000;

    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("audit", "Who did what to this hub, in order") { json, Verify() };
        var data = DataPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => Opened(async () =>
        {
            var place = DataPlace.Of(parsed, data);
            await using var store = await StoreCheck.OpenAsync(place.Folder, place.Database, cancellation);
            var entries = await AllAsync(store.Chains, cancellation);
            if (parsed.GetValue(json))
                Report.Json(entries.Select(entry => new
                {
                    entry.N,
                    entry.Act.At,
                    entry.Act.Who,
                    entry.Act.What,
                    entry.Act.On,
                    entry.Act.Outcome,
                    entry.Hash,
                }));
            else
                foreach (var (n, act, _, _) in entries)
                    Report.Line($"{n,6}  {Shown.At(act.At)}  {act.Who,-20} {act.What,-20} {act.On}  {act.Outcome}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static Command Verify()
    {
        var json = CommonOptions.Json();
        var expect = new Option<string?>("--expect")
        {
            Description = "A head noted down earlier, N:HASH: the audit log must still pass through it",
        };
        var command = new Command("verify", "Check the audit log, every ticket's entries and every lane against their hashes and checkpoints")
        {
            json, expect,
        };
        var data = DataPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => Opened(async () =>
        {
            var expected = parsed.GetValue(expect) is { } text
                ? ChainMark.Parse(text)
                    ?? throw new UserException(ExitCode.Input, $"'{text}' is no head: write N:HASH as 'entente audit verify' prints it.")
                : null;
            var place = DataPlace.Of(parsed, data);
            var report = await StoreCheck.RunAsync(place.Folder, place.Database, expected, cancellation);
            if (parsed.GetValue(json))
                Report.Json(report);
            else
                Print(report);
            return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }));
        return command;
    }

    private static void Print(ChainReport report)
    {
        foreach (var finding in report.Findings)
            Report.Line($"{finding.Record}: {finding.What}");
        Report.Line(
            $"{report.Audit} audit entries, {report.Entries} entries of {report.Tickets} tickets, {report.Envelopes} envelopes, "
            + $"{report.Checkpoints} checkpoints: {(report.Findings.Count == 0 ? "all as written" : $"{report.Findings.Count} findings")}");
        Report.Line($"Head of the audit log: {report.Head}");
    }

    private static async Task<List<AuditEntry>> AllAsync(IChainReader store, CancellationToken cancellation)
    {
        var all = new List<AuditEntry>();
        IReadOnlyList<AuditEntry> page;
        do
        {
            page = await store.AuditAsync(all is [.., var last] ? last.N + 1 : 1, PageRows, cancellation);
            all.AddRange(page);
        }
        while (page.Count == PageRows);
        return all;
    }

    private static async Task<int> Opened(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (StorageException failure)
        {
            throw new UserException(ExitCode.Environment, $"{failure.Message} Name the hub's data folder or database with --data.", failure);
        }
    }
}
