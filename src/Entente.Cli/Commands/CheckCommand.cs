using System.CommandLine;

using Entente.Cli.Output;
using Entente.Core.Accord;
using Entente.Core.Rules;
using Entente.Node;
using Entente.Node.Accords;

namespace Entente.Cli.Commands;

/// <summary><c>entente check DIR</c>: lints an accord and its rules, offline.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("dir") { Description = "Folder of the accord" };
        var json = CommonOptions.Json();
        var command = new Command("check", "Lint an accord and its rules") { folder, json };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(DirectoryInfo folder, bool asJson)
    {
        if (!folder.Exists)
            throw new UserException(ExitCode.Input, $"There is no folder '{folder.FullName}'. Name the folder that holds accord.yaml.");
        var result = RuleBook.Load(AccordFolder.Read(folder.FullName), HubOpening.Schemas());
        if (asJson)
            Report.Json(new { result.Errors, result.Warnings });
        else
            Print(folder, result);
        return result.Errors.Count == 0 ? ExitCode.Ok : ExitCode.Input;
    }

    private static void Print(DirectoryInfo folder, RuleBookResult result)
    {
        foreach (var (level, found) in result.Errors.Select(e => ("error", e)).Concat(result.Warnings.Select(w => ("warning", w))))
            PrintOne(folder, level, found);
        Report.Line($"{result.Errors.Count} errors, {result.Warnings.Count} warnings.");
    }

    private static void PrintOne(DirectoryInfo folder, string level, Diagnostic found)
    {
        Report.Line($"{Path.Combine(folder.ToString(), found.File)}:{found.Line}:{found.Column}: {level} {found.Rule}: {found.Message}");
        if (found.Remedy.Length > 0)
            Report.Line($"    {found.Remedy}");
    }
}
