using System.Text.Json;
using System.Text.RegularExpressions;

using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed partial class When_an_accord_is_checked
{
    private const string Rule = "mercuri/care-pm.zd.yaml";

    // Under a second when nothing else runs; the limit leaves room for a machine that does other things, and the log shows what it was.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_example_is_right()
    {
        var result = await CheckAsync(Repository.ExampleAccord);

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldContain("0 errors");
    }

    [Fact]
    public async Task A_misspelt_key_is_shown_where_it_stands_with_what_was_meant()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        var (line, _) = accord.Replace(Rule, "\ntrigger:", "\ntriger:");

        var result = await RefusedAsync(accord);

        result.Output.ShouldContain($"{Rule}:{line + 1}:1: error");
        result.Output.ShouldContain("trigger");
    }

    [Fact]
    public async Task A_rule_that_reads_a_field_that_does_not_exist_is_shown_where_it_reads_it()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        var (line, column) = accord.Replace(Rule, "ticket.subject", "ticket.subjekt");

        var result = await RefusedAsync(accord);

        result.Output.ShouldMatch($@"{Regex.Escape(Rule)}:{line}:({column}|{column + "ticket".Length}|{column + "ticket.".Length}): error");
        result.Output.ShouldContain("subjekt");
        result.Output.ShouldContain("subject", Case.Sensitive);
    }

    [Fact]
    public async Task A_product_that_nobody_knows_is_refused()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        accord.Replace("accord.yaml", "tracker: zendesk", "tracker: remedyforce");

        var result = await RefusedAsync(accord);

        result.Output.ShouldContain("remedyforce");
    }

    [Fact]
    public async Task A_known_product_without_a_connector_is_a_warning()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        accord.Replace("accord.yaml", "tracker: zendesk", "tracker: redmine");

        var result = await CheckAsync(accord.Path);

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldMatch(@"care-pm\.zd\.yaml:\d+:\d+: warning .*redmine");
    }

    [Theory]
    [InlineData("accord.yaml")]
    [InlineData(Rule)]
    public async Task A_yaml_bomb_is_refused(string file)
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        var nine = (int level) => string.Join(", ", Enumerable.Repeat($"*a{level}", 9));
        var bomb = "a0: &a0 [lol, lol]\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"a{i}: &a{i} [{nine(i - 1)}]\n"));
        await File.WriteAllTextAsync(accord.PathOf(file), bomb);

        await RefusedAsync(accord, file);
    }

    [Theory]
    [InlineData("accord.yaml")]
    [InlineData(Rule)]
    public async Task Forty_thousand_open_brackets_are_refused(string file)
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        await File.WriteAllTextAsync(accord.PathOf(file), "link: " + new string('[', 40_000));

        await RefusedAsync(accord, file);
    }

    [Fact]
    public async Task Forty_thousand_open_brackets_in_an_expression_are_refused()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        accord.Replace(Rule, "summary: ticket.subject", $"summary: '{new string('(', 40_000)}'");

        await RefusedAsync(accord, Rule);
    }

    [Theory]
    [InlineData("accord.yaml")]
    [InlineData(Rule)]
    public async Task An_empty_file_is_refused(string file)
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        await File.WriteAllBytesAsync(accord.PathOf(file), []);

        await RefusedAsync(accord, file);
    }

    [Theory]
    [InlineData("accord.yaml")]
    [InlineData(Rule)]
    public async Task A_binary_file_is_refused(string file)
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        var bytes = new byte[4096];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(accord.PathOf(file), bytes);

        await RefusedAsync(accord, file);
    }

    [Fact]
    public async Task A_folder_without_an_accord_is_refused()
    {
        using var empty = new TemporaryFolder();

        var result = await CheckAsync(empty.Path);

        result.ExitCode.ShouldBe(2, result.All);
        result.All.ShouldContain("accord.yaml");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused()
    {
        using var empty = new TemporaryFolder();

        var result = await CheckAsync(empty.PathOf("nowhere"));

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldContain("nowhere");
    }

    [Fact]
    public async Task Json_names_rule_file_line_column_message_and_remedy()
    {
        using var accord = TemporaryFolder.WithExampleAccord();
        accord.Replace(Rule, "ticket.subject", "ticket.subjekt");

        var result = await EntenteProcess.RunAsync("check", accord.Path, "--json");

        result.ExitCode.ShouldBe(2, result.All);
        using var document = JsonDocument.Parse(result.Output);
        document.RootElement.GetProperty("warnings").ValueKind.ShouldBe(JsonValueKind.Array);
        var error = document.RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("file").GetString().ShouldBe(Rule);
        error.GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        error.GetProperty("column").GetInt32().ShouldBeGreaterThan(1);
        foreach (var name in new[] { "rule", "message", "remedy" })
            error.GetProperty(name).GetString().ShouldNotBeNullOrWhiteSpace(name);
    }

    private static async Task<CommandResult> RefusedAsync(TemporaryFolder accord, string? file = null)
    {
        var result = await CheckAsync(accord.Path);
        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldBeEmpty();
        var findings = result.Output.Split('\n');
        var at = Array.FindIndex(findings, one => Position().IsMatch(one) && one.Contains(file ?? "", StringComparison.Ordinal));
        at.ShouldBeGreaterThanOrEqualTo(0, $"no file:line:column of {file} in {result.Output}");
        findings[at + 1].ShouldMatch(@"^    \S", "the remedy follows the finding");
        return result;
    }

    private static async Task<CommandResult> CheckAsync(string folder)
    {
        var result = await EntenteProcess.RunAsync("check", folder);
        TestContext.Current.TestOutputHelper!.WriteLine($"check took {result.Took.TotalMilliseconds:0} ms");
        result.Took.ShouldBeLessThan(Limit);
        return result;
    }

    [GeneratedRegex(@":\d+:\d+: error ")]
    private static partial Regex Position();
}
