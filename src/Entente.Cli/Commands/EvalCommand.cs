using System.CommandLine;
using System.Text.Json;

using Entente.Cel;
using Entente.Cel.Conformance;
using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente eval</c>: evaluates a CEL expression, or runs a file of conformance cases.</summary>
internal static class EvalCommand
{
    private const string Input = "input";

    public static Command Create()
    {
        var expression = new Argument<string?>("expression")
        {
            Description = "A CEL expression; the input's properties are variables",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var input = new Option<FileInfo?>("--input") { Description = "JSON object whose properties the expression reads" };
        var conformance = new Option<FileInfo?>("--conformance") { Description = "File of conformance cases" };
        var json = CommonOptions.Json();
        var command = new Command("eval", "Evaluate a CEL expression") { expression, input, conformance, json };
        command.SetAction(parsed => parsed.GetValue(conformance) is { } file
            ? Conformance(file, parsed.GetValue(json))
            : Evaluate(parsed.GetValue(expression), parsed.GetValue(input), parsed.GetValue(json)));
        return command;
    }

    private static int Conformance(FileInfo file, bool asJson)
    {
        using var content = Files.Open(file);
        ConformanceReport report;
        try
        {
            report = CelConformance.Run(content);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new UserException(ExitCode.Input, $"{file.Name} is no file of conformance cases: {wrong.Message}", wrong);
        }

        if (asJson)
            Report.Json(report);
        else
            Report.Line($"{report.Passed} passed, {report.Failed} failed");
        return report.Failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Evaluate(string? expression, FileInfo? input, bool asJson)
    {
        if (expression is null)
            throw new UserException(ExitCode.Input, "Give an expression, such as: entente eval '1 + 2', or a file with --conformance.");
        var fields = input is null ? [] : Read(input);
        if (fields.GroupBy(field => field.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } repeated)
            throw new UserException(ExitCode.Input, $"{input!.Name} has the property '{repeated.Key}' twice: which one is meant?");
        var environment = fields.Aggregate(
            CelEnvironment.Standard, (known, field) => known.WithVariable(field.Key, CelType.Dyn)).WithVariable(Input, CelType.Dyn);
        try
        {
            var bindings = environment.CreateBindings().Set(Input, CelValue.Map(fields));
            foreach (var (name, value) in fields)
                bindings.Set(name, value);
            var result = environment.Compile(expression).Evaluate(bindings);
            Report.Line(asJson ? CelJson.ToJson(result)?.ToJsonString() ?? "null" : result.ToString());
            return ExitCode.Ok;
        }
        catch (CelCompileException wrong)
        {
            throw new UserException(
                ExitCode.Input,
                string.Join('\n', wrong.Errors.Select(error => $"{error.Line}:{error.Column}: {error.Code}: {error.Message} {error.Remedy}")),
                wrong);
        }
        catch (CelEvaluationException failed)
        {
            throw new UserException(ExitCode.Failed, $"{failed.Line}:{failed.Column}: {failed.Code}: {failed.Message}", failed);
        }
    }

    private static List<KeyValuePair<string, CelValue>> Read(FileInfo input)
    {
        using var content = Files.Open(input);
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, CelJson.FromJson(property.Value)))]
                : throw new UserException(ExitCode.Input, $"{input.Name} must hold a JSON object: its properties become variables.");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new UserException(ExitCode.Input, $"{input.Name} is no JSON: {wrong.Message}", wrong);
        }
    }
}
