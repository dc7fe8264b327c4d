using System.CommandLine;
using System.Text.Json;

using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente undo</c>: puts a ticket back to how it was before an entry of its journal, as a new change.</summary>
internal static class UndoCommand
{
    public static Command Create()
    {
        var reference = new Argument<string>("ref") { Description = "The ticket, connection:key" };
        var before = new Option<long>("--before")
        {
            Description = "Number of the entry before which it was right; `entente trace` shows them",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be written" };
        var by = CommonOptions.By();
        var command = new Command("undo", "Put a ticket's fields back to how they were; comments and files stay") { reference, before, dryRun, by };
        var hub = HubPlace.AddTo(command);
        command.SetAction((parsed, cancellation) => hub.ShowAsync(
            parsed,
            client => client.PostAsync(
                "api/undo",
                new
                {
                    ticket = parsed.GetValue(reference),
                    before = parsed.GetValue(before),
                    by = parsed.GetValue(by),
                    dryRun = parsed.GetValue(dryRun),
                },
                cancellation),
            Print));
        return command;
    }

    private static void Print(JsonElement result)
    {
        Shown.Fields(result.GetProperty("fields"));
        var (comments, files) = (result.GetProperty("comments").GetInt32(), result.GetProperty("files").GetInt32());
        if (comments + files > 0)
            Report.Line($"    {comments} comments and {files} files made since stay: what was said cannot be unsaid.");
        var ticket = result.Text("ticket");
        Report.Line(result.Text("stage") switch
        {
            "nothing" => $"{ticket} is as it was before entry {result.Text("before")}: there is nothing to write.",
            "preview" => "Nothing was written. Leave out --dry-run to put it back.",
            "done" => $"{ticket} is put back. The partner is told as of any change; the undo can be undone: entente trace {ticket}",
            _ => $"Ordered: {ticket} is put back as soon as its tracker takes it. See: entente trace {ticket}",
        });
    }
}
