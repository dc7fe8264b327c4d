namespace Entente.Unit.Tests.Node.Restores;

/// <summary>P14: a store that is restored repeats nothing and skips nothing, wherever the backup was made and whatever happened after it.</summary>
public sealed class RestoreTests
{
    private const int Seeds = 17;
    private const int RestoresEach = 3;

    public static TheoryData<int> EachSeed() =>
        [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("ENTENTE_RESTORE_SEEDS"), out var seeds) ? seeds : Seeds)];

    [Theory]
    [MemberData(nameof(EachSeed))]
    public async Task Nothing_is_lost_or_made_twice(int seed)
    {
        var run = new LostStretchRun(seed);
        var faults = await run.PlayAsync(RestoresEach);

        faults.ShouldBeEmpty($"seed {seed}\n{run.Story}\n{string.Join('\n', faults)}");
    }

    [Fact] // else the runs would prove nothing
    public async Task The_runs_meet_what_the_lost_time_line_did()
    {
        long adopted = 0;
        for (var seed = 1; seed <= 5; seed++)
        {
            var run = new LostStretchRun(seed);
            await run.PlayAsync(1);
            adopted += run.Adopted;
        }

        adopted.ShouldBeGreaterThan(5);
    }
}
