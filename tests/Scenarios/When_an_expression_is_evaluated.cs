using System.Text.Json;

using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed class When_an_expression_is_evaluated
{
    [Theory]
    [InlineData("1 + 2", "3")]
    [InlineData("'a' + 'b'", "\"ab\"")]
    [InlineData("[1, 2, 3].filter(n, n > 1)", "[2,3]")]
    public async Task The_value_is_printed_as_json(string expression, string value)
    {
        var result = await EntenteProcess.RunAsync("eval", expression, "--json");

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Trim().ShouldBe(value);
    }

    [Fact]
    public async Task Without_json_it_is_printed_for_people()
    {
        var result = await EntenteProcess.RunAsync("eval", "1 + 2");

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Trim().ShouldBe("3");
    }

    [Fact]
    public async Task The_input_s_properties_are_variables()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("input.json"), """{"ticket": {"priority": "high"}}""");

        var result = await EntenteProcess.RunAsync("eval", "ticket.priority == 'high'", "--input", folder.PathOf("input.json"));

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.Trim().ShouldBe("true");
    }

    [Theory]
    [InlineData("1 +", "1:4")]
    [InlineData("1 + nobody", "1:5")]
    [InlineData("1 + 'a'", "1:3")]
    [InlineData("size(1, 2)", "1:1")]
    [InlineData("true &&\n  nobody", "2:3")]
    public async Task A_wrong_expression_is_the_user_s_to_mend_and_shown_where_it_is_wrong(string expression, string position)
    {
        var result = await EntenteProcess.RunAsync("eval", expression);

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldStartWith($"{position}: ");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expression_that_fails_on_its_values_says_where()
    {
        var result = await EntenteProcess.RunAsync("eval", "[1][1]");

        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldMatch(@"^1:\d+: ");
    }

    [Fact]
    public async Task A_hundred_thousand_brackets_are_an_error_and_no_crash()
    {
        var result = await EntenteProcess.RunAsync("eval", new string('(', 100_000));

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldMatch(@"^1:\d+: ");
    }

    [Fact]
    public async Task The_standard_s_cases_are_counted()
    {
        var cases = Repository.PathOf("tests", "Unit", "Cel", "conformance-selection.json");

        var result = await EntenteProcess.RunAsync("eval", "--conformance", cases, "--json");

        result.ExitCode.ShouldBe(0, result.All);
        using var report = JsonDocument.Parse(result.Output);
        report.RootElement.GetProperty("failed").GetInt32().ShouldBe(0);
        report.RootElement.GetProperty("passed").GetInt32().ShouldBeGreaterThan(50);
        report.RootElement.GetProperty("failures").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    public async Task A_file_of_cases_that_is_none_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf("cases.json"), content);

        var result = await EntenteProcess.RunAsync("eval", "--conformance", folder.PathOf("cases.json"));

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldContain("cases.json");
    }
}
