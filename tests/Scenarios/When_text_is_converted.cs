using System.Text.Json;

using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed class When_text_is_converted
{
    private const string Markdown = "A **bold** word\n\n```csharp\nvar x = 1;\n```\n";

    [Theory]
    [InlineData("html", "<strong>bold</strong>")]
    [InlineData("jira-wiki", "*bold*")]
    [InlineData("textile", "*bold*")]
    [InlineData("plain", "A bold word")]
    [InlineData("markdown", "A **bold** word")]
    public async Task It_comes_out_in_the_other_format(string format, string expected)
    {
        var result = await EntenteProcess.RunAsync(["convert", "--from", "markdown", "--to", format], Markdown);

        result.ExitCode.ShouldBe(0, result.All);
        result.Output.ShouldContain(expected);
        result.Output.ShouldContain("var x = 1;");
    }

    [Fact]
    public async Task A_document_goes_there_and_back()
    {
        var there = await EntenteProcess.RunAsync(["convert", "--from", "markdown", "--to", "adf"], Markdown);
        var back = await EntenteProcess.RunAsync(["convert", "--from", "adf", "--to", "markdown"], there.Output);

        using var document = JsonDocument.Parse(there.Output);
        document.RootElement.GetProperty("type").GetString().ShouldBe("doc");
        back.ExitCode.ShouldBe(0, back.All);
        back.Output.Trim().ShouldBe(Markdown.Trim());
    }

    [Fact]
    public async Task A_document_that_is_none_is_refused()
    {
        var result = await EntenteProcess.RunAsync(["convert", "--from", "adf", "--to", "markdown"], "no json");

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldNotBeNullOrWhiteSpace();
    }
}
