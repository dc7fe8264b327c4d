using Entente.Scenarios.Killing;

namespace Entente.Scenarios;

/// <summary>
/// <c>kill -9</c> amid traffic, judged at the trackers' own APIs. <c>ENTENTE_KILL_ROUNDS</c> and <c>ENTENTE_KILL_SEED</c> say how often and
/// from which seed; <c>./test kill --times N --seed S</c> sets them.
/// </summary>
public sealed class When_a_hub_is_killed
{
    private const int DefaultRounds = 2;
    private static readonly int FirstSeed = Number("ENTENTE_KILL_SEED") ?? Random.Shared.Next(1, 1_000_000);

    public static TheoryData<int, int> Rounds()
    {
        var rounds = new TheoryData<int, int>();
        for (var round = 1; round <= (Number("ENTENTE_KILL_ROUNDS") ?? DefaultRounds); round++)
            rounds.Add(round, FirstSeed + round - 1);
        return rounds;
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task Both_trackers_end_equal_and_nothing_is_lost_twice_or_out_of_order(int round, int seed)
    {
        var (verdict, line, explanation) = await new KillRound(seed).PlayAsync();

        Console.WriteLine($"kill round {round}: {line}");
        verdict.Faults.ShouldBeEmpty($"{line}\n{explanation}");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
