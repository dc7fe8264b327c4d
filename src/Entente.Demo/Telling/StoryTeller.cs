using Spectre.Console;

namespace Entente.Demo.Telling;

/// <summary>Says what goes on: colours and a spinner on a terminal, plain lines elsewhere.</summary>
public sealed class StoryTeller
{
    private readonly IAnsiConsole? console;
    private readonly TextWriter writer;
    private StatusContext? status;

    /// <param name="isTerminal">Whether <paramref name="writer"/> leads to a terminal.</param>
    public StoryTeller(TextWriter writer, bool isTerminal)
    {
        this.writer = writer;
        console = isTerminal ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }) : null;
    }

    public void Line(string text = "")
    {
        if (console is null)
            writer.WriteLine(text);
        else
            console.WriteLine(text);
    }

    /// <summary>Shows a table, at most 150 columns wide where there is no terminal to fit.</summary>
    internal void Show(Table table)
    {
        var target = console ?? Plain();
        target.Write(table);
    }

    /// <summary>Runs work under a spinner that shows the journey at hand.</summary>
    internal Task PlayAsync(Func<Task> work) => console is null
        ? work()
        : console.Status().StartAsync("Starting …", context =>
        {
            status = context;
            return work();
        });

    private IAnsiConsole Plain()
    {
        var plain = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = 150;
        return plain;
    }

    /// <summary>Says what is being played, where that can be said without a line of its own.</summary>
    internal void Progress(string what) => status?.Status(Markup.Escape(what));

    internal void Journey(string name)
    {
        if (console is null)
            writer.WriteLine(name);
        else
            console.MarkupLineInterpolated($"[bold]{name}[/]");
    }

    internal void Tell(Check check)
    {
        var text = check.Ok ? $"{check.Name}  ({check.Where})" : $"{check.Name}  ({check.Where}): expected {check.Expected}, found {check.Found}";
        if (console is null)
            writer.WriteLine($"  {(check.Ok ? "ok" : "FAILED")}  {text}");
        else
            console.MarkupLine($"  {(check.Ok ? "[green]✓[/]" : "[red]✗[/]")} {Markup.Escape(text)}");
    }
}
