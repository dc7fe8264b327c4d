using Entente.Scenarios.Killing;
using Entente.Servers;

namespace Entente.Scenarios;

/// <summary>
/// Two nodes on one PostgreSQL, one of them killed or frozen, or the database crashed, amid traffic; judged at the trackers' own APIs.
/// <c>ENTENTE_KILL_ROUNDS</c> and <c>ENTENTE_KILL_SEED</c> say how often and from which seed; <c>./test kill --store postgres --times N --seed S</c>
/// sets them.
/// </summary>
public sealed class When_a_node_is_killed(When_a_node_is_killed.Database database) : IClassFixture<When_a_node_is_killed.Database>
{
    private const int DefaultRounds = 2;
    private static readonly int FirstSeed = Number("ENTENTE_KILL_SEED") ?? Random.Shared.Next(1, 1_000_000);

    // In every eight rounds four kills, and each other mischief once; short runs begin with the commonest.
    private static readonly Mischief[] Order =
    [
        Mischief.Kill, Mischief.DatabaseCrash, Mischief.Freeze, Mischief.Kill, Mischief.LongFreeze, Mischief.Kill, Mischief.DatabaseCrashAndKill,
        Mischief.Kill,
    ];

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
        var (verdict, line, explanation) = await new ClusterRound(seed, Order[(round - 1) % Order.Length], database.Server).PlayAsync();

        Console.WriteLine($"kill round {round}: {line}");
        verdict.Faults.ShouldBeEmpty($"{line}\n{explanation}");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;

    /// <summary>One durable PostgreSQL for all rounds; each has a schema of its own.</summary>
    public sealed class Database : IAsyncLifetime
    {
        public PostgresServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync(isDurable: true);

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
