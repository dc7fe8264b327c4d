using System.Text.Json;
using Entente.Cel.Conformance;

namespace Entente.Unit.Tests.Cel;

public sealed class ConformanceTests
{
    [Fact]
    public void Agrees_with_the_selected_cases_of_the_specification()
    {
        using var cases = File.OpenRead(Find("tests/Unit/Cel/conformance-selection.json")!);

        var report = CelConformance.Run(cases);

        report.Failures.ShouldBeEmpty();
        report.Passed.ShouldBe(137);
    }

    [Fact]
    public void Agrees_with_the_whole_file_where_it_lies_beside_the_repository()
    {
        if (Find("../shared/data/cel/conformance.json") is not { } path) return;
        using var cases = File.OpenRead(path);

        var report = CelConformance.Run(cases);

        report.Failures.ShouldBeEmpty();
        report.Passed.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData("""{"expr": "1 + 1", "value": {"int": "3"}}""", "3", "2")]
    [InlineData("""{"expr": "1 + 1", "value": {"uint": "2"}}""", "2u", "2")]
    [InlineData("""{"expr": "1 + 1", "error": ["any"]}""", "an error", "2")]
    [InlineData("""{"expr": "0.0", "value": {"double": "-0.0"}}""", "-0.0", "0.0")]
    [InlineData("""{"expr": "[1]", "value": {"list": [{"double": "1"}]}}""", "[1.0]", "[1]")]
    public void Reports_a_case_that_does_not_hold(string item, string expected, string actual)
    {
        using var cases = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"[{item}]"));

        var report = CelConformance.Run(cases);

        var failure = report.Failures.ShouldHaveSingleItem();
        (failure.Expected, failure.Actual).ShouldBe((expected, actual));
        (report.Passed, report.Failed).ShouldBe((0, 1));
    }

    [Fact]
    public void Refuses_a_file_of_another_form() =>
        Should.Throw<JsonException>(() => CelConformance.Run(new MemoryStream("nonsense"u8.ToArray())));

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, path);
            if (File.Exists(Path.Combine(folder.FullName, "Entente.slnx")) && File.Exists(found)) return found;
        }
        return null;
    }
}
