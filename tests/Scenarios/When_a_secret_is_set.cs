using System.Text;

using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

public sealed class When_a_secret_is_set
{
    private const string Token = "token-that-must-never-be-seen-7f3a";
    private const string Secret =
        $$"""{"endpoint": "https://mercuri.zendesk.example", "user": "hub@mercuri.example", "token": "{{Token}}", "webhookSecret": "{{Token}}"}""";

    [Fact]
    public async Task Nothing_shows_it_again()
    {
        using var data = new TemporaryFolder();

        var set = await SetAsync(data, Secret);
        var list = await EntenteProcess.RunAsync("secret", "list", "--data", data.Path);

        set.ExitCode.ShouldBe(0, set.All);
        list.Output.Trim().ShouldBe("zd");
        (set.All + list.All).ShouldNotContain(Token);
    }

    [Fact]
    public async Task Its_files_are_the_owner_s_alone_and_unreadable()
    {
        using var data = new TemporaryFolder();

        (await SetAsync(data, Secret)).ExitCode.ShouldBe(0);

        var files = Directory.GetFiles(data.Path, "*", SearchOption.AllDirectories);
        files.Length.ShouldBe(2, "the key and the secret");
        foreach (var file in files)
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            text.ShouldNotContain(Token);
            text.ShouldNotContain("mercuri.zendesk.example");
        }
    }

    [Fact]
    public async Task It_can_be_removed()
    {
        using var data = new TemporaryFolder();
        await SetAsync(data, Secret);

        var removed = await EntenteProcess.RunAsync("secret", "remove", "zd", "--data", data.Path);
        var list = await EntenteProcess.RunAsync("secret", "list", "--data", data.Path);

        removed.ExitCode.ShouldBe(0, removed.All);
        list.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData($$"""{"endpoint": "https://mercuri.zendesk.example", "user": "hub", "token": "{{Token}}" """)]
    [InlineData($$"""{"endpoint": "mercuri", "user": "hub", "token": "{{Token}}"}""")]
    [InlineData($$"""{"endpoint": "https://mercuri.zendesk.example", "password": "{{Token}}"}""")]
    [InlineData($"\"{Token}\"")]
    [InlineData("")]
    public async Task A_wrong_one_is_refused_without_being_repeated(string secret)
    {
        using var data = new TemporaryFolder();

        var result = await SetAsync(data, secret);

        result.ExitCode.ShouldBe(2, result.All);
        result.Error.ShouldContain("endpoint");
        result.All.ShouldNotContain(Token);
        Directory.Exists(data.PathOf("secrets")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_name_that_would_leave_the_folder_is_refused()
    {
        using var data = new TemporaryFolder();

        var result = await EntenteProcess.RunAsync(["secret", "set", "../zd", "--data", data.Path], Secret);

        result.ExitCode.ShouldBe(2, result.All);
        result.All.ShouldNotContain(Token);
    }

    private static Task<CommandResult> SetAsync(TemporaryFolder data, string secret) =>
        EntenteProcess.RunAsync(["secret", "set", "zd", "--data", data.Path], secret);
}
