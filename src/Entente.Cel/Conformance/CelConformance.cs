using System.Text.Json;

namespace Entente.Cel.Conformance;

/// <summary>
/// Runs conformance cases of google/cel-spec, as a JSON array of <c>{file, section, name, expr, bindings?, value | error}</c>.
/// Any error satisfies an expected error. Every case runs through the checker; where that refuses although a value is expected,
/// the case runs again with names and types left to run time, as the specification's <c>disable_check</c> asks for such cases.
/// </summary>
public static class CelConformance
{
    /// <summary>Throws <see cref="JsonException"/> or <see cref="FormatException"/> when the file is not of this form.</summary>
    public static ConformanceReport Run(Stream json)
    {
        using var document = JsonDocument.Parse(json);
        var failures = new List<ConformanceFailure>();
        var count = 0;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            count++;
            if (Check(item) is { } failure) failures.Add(failure);
        }
        return new ConformanceReport(count - failures.Count, failures.Count, failures);
    }

    private static ConformanceFailure? Check(JsonElement item)
    {
        var expression = Text(item, "expr");
        var expected = item.TryGetProperty("value", out var value) ? ConformanceValue.Read(value) : (CelValue?)null;
        var actual = Evaluate(item, expression, strict: true);
        if (expected is not null && actual.WasRefused) actual = Evaluate(item, expression, strict: false);
        var holds = expected is { } wanted
            ? actual.Value is { } got && ConformanceValue.Matches(wanted, got)
            : actual.Value is null;
        if (holds) return null;
        var name = $"{Text(item, "file")}/{Text(item, "section")}/{Text(item, "name")}";
        return new ConformanceFailure(name, expression, expected?.ToString() ?? "an error", actual.Value?.ToString() ?? actual.Message);
    }

    private static (CelValue? Value, string Message, bool WasRefused) Evaluate(JsonElement item, string expression, bool strict)
    {
        var (environment, values) = Bindings(item);
        try
        {
            var program = environment.Compile(expression, strict);
            var bindings = environment.CreateBindings();
            foreach (var (name, value) in values) bindings.Set(name, value);
            return (program.Evaluate(bindings), "", false);
        }
        catch (CelCompileException error)
        {
            return (null, error.Message, true);
        }
        catch (CelEvaluationException error)
        {
            return (null, error.Message, false);
        }
    }

    private static (CelEnvironment Environment, List<(string Name, CelValue Value)> Values) Bindings(JsonElement item)
    {
        var environment = CelEnvironment.Standard;
        var values = new List<(string Name, CelValue Value)>();
        if (!item.TryGetProperty("bindings", out var bindings)) return (environment, values);
        foreach (var binding in bindings.EnumerateObject())
        {
            values.Add((binding.Name, ConformanceValue.Read(binding.Value)));
            environment = environment.WithVariable(binding.Name, CelType.Dyn);
        }
        return (environment, values);
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
