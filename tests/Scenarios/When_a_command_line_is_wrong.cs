using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed class When_a_command_line_is_wrong
{
    [Theory]
    [InlineData("bananas")]
    [InlineData("check")]
    [InlineData("eval")]
    [InlineData("eval", "1", "--no-such-option")]
    [InlineData("up", "--port", "many")]
    [InlineData("up", "--allow-network", "everything")]
    [InlineData("convert", "--from", "markdown")]
    [InlineData("convert", "--from", "markdown", "--to", "papyrus")]
    [InlineData("eval", "--conformance", "no-such-file.json")]
    public async Task It_is_the_user_s_to_mend_and_one_sentence_says_how(params string[] arguments)
    {
        var result = await EntenteProcess.RunAsync(arguments, input: "text");

        result.ExitCode.ShouldBe(2, result.All);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldNotBeNullOrWhiteSpace();
        result.Error.ShouldNotContain("   at ", Case.Sensitive, "a person is shown a sentence, not a stack");
    }

    [Theory]
    [InlineData("check", "no-such-folder", "--json")]
    [InlineData("backfill", "--link", "care-pm", "--since", "yesterday", "--json")]
    [InlineData("try", "--link", "care-pm", "--json")]
    public async Task A_program_is_told_in_json(params string[] arguments)
    {
        var result = await EntenteProcess.RunAsync(arguments);

        result.ExitCode.ShouldBe(2, result.All);
        using var answer = System.Text.Json.JsonDocument.Parse(result.Output);
        answer.RootElement.GetProperty("error").GetProperty("exitCode").GetInt32().ShouldBe(2);
        answer.RootElement.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        var result = await EntenteProcess.RunAsync("--help");

        result.ExitCode.ShouldBe(0, result.All);
        const string commands = "demo up sandbox check try connect disconnect backfill pause drain resume status trace parked secret eval convert";
        foreach (var command in commands.Split(' '))
            result.Output.ShouldMatch($@"(?m)^  {command}\b");
    }
}
