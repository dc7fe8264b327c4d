using Entente.Scenarios.Processes;

namespace Entente.Scenarios;

/// <summary>What the commands answer when something is not as it should be: exit code, what is wrong, what to do.</summary>
public sealed class When_a_backup_is_refused : IDisposable
{
    private readonly TemporaryFolder place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Each_refusal_says_what_to_do()
    {
        var (data, file) = (place.PathOf("data"), place.PathOf("hub.backup"));
        (await RunAsync(2, "backup", file, "--data", data)).ShouldContain("Name its data folder with --data");
        await using (await RunningProcess.StartAsync(
            "Entente is up", "up", "--accord", Repository.ExampleAccord, "--data", data, "--port", $"{FreePort.Take()}"))
            (await RunAsync(0, "backup", file, "--data", data)).ShouldContain("The key is not in it");
        (await RunAsync(2, "backup", file, "--data", data)).ShouldContain("Give the backup another name");

        (await RunAsync(0, "restore", file, "--data", place.PathOf("new"))).ShouldContain("epoch 2");
        (await RunAsync(2, "restore", file, "--data", place.PathOf("new"), "--force")).ShouldContain("There is no --force");
        (await RunAsync(2, "restore", place.PathOf("none"), "--data", place.PathOf("newer"))).ShouldContain("There is no file");
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..^30]);
        (await RunAsync(2, "restore", file, "--data", place.PathOf("newer"))).ShouldContain("its end, where the list of its parts stands");
        File.Exists(place.PathOf("newer/entente.db")).ShouldBeFalse();
    }

    private static async Task<string> RunAsync(int exitCode, params string[] arguments)
    {
        var ended = await EntenteProcess.RunAsync(arguments);
        ended.ExitCode.ShouldBe(exitCode, ended.All);
        return ended.All;
    }
}
