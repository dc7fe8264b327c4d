using System.CommandLine;

using Entente.Cli.Output;
using Entente.Core.Text;

namespace Entente.Cli.Commands;

/// <summary><c>entente convert</c>: rich text from one format to another, standard input to standard output.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = $"One of {Names}", Required = true };
        var to = new Option<string>("--to") { Description = $"One of {Names}", Required = true };
        var command = new Command("convert", "Convert rich text") { from, to };
        command.SetAction(async (parsed, cancellation) => await RunAsync(parsed.GetValue(from)!, parsed.GetValue(to)!, cancellation));
        return command;
    }

    private static string Names => string.Join(", ", RichTextFormats.Names);

    private static async Task<int> RunAsync(string from, string to, CancellationToken cancellation)
    {
        foreach (var name in new[] { from, to })
            if (!RichTextFormats.Names.Contains(name))
                throw new UserException(ExitCode.Input, $"'{name}' is no format: use one of {Names}.");
        try
        {
            var text = await Console.In.ReadToEndAsync(cancellation);
            Console.Out.Write(RichTextFormats.Write(to, RichTextFormats.Read(from, text)));
            return ExitCode.Ok;
        }
        catch (RichTextException wrong)
        {
            throw new UserException(ExitCode.Input, wrong.Message, wrong);
        }
    }
}
