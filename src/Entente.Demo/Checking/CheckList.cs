namespace Entente.Demo.Checking;

/// <summary>Collects the checks of one journey. Waiting is asking again until it holds or the time is over; never a fixed sleep.</summary>
/// <param name="told">Called with each check when it is made; null where the journey is told as a whole.</param>
internal sealed class CheckList(TimeProvider time, Action<Check>? told = null)
{
    /// <summary>How long a change may take to arrive: many times what it takes on a busy machine, and a hub's restart beside.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly List<Check> checks = [];

    public IReadOnlyList<Check> Checks => checks;

    public bool IsOk => checks.All(check => check.Ok);

    public void Add(string name, string where, bool ok, string expected, string found)
    {
        var check = new Check(name, where, ok, expected, found);
        checks.Add(check);
        told?.Invoke(check);
    }

    public void Equal(string name, string where, string expected, string found) => Add(name, where, expected == found, expected, found);

    /// <summary>Checks that a text holds another.</summary>
    public void Holds(string name, string where, string expected, string found) =>
        Add(name, where, found.Contains(expected, StringComparison.Ordinal), expected, found);

    /// <summary>Asks until the answer is the expected one.</summary>
    public async Task EqualAsync(string name, string where, string expected, Func<Task<string>> ask, CancellationToken cancellation)
    {
        var found = await UntilAsync(ask, answer => answer == expected, cancellation);
        Equal(name, where, expected, found);
    }

    /// <summary>Asks until the answer holds the expected text.</summary>
    public async Task HoldsAsync(string name, string where, string expected, Func<Task<string>> ask, CancellationToken cancellation)
    {
        var found = await UntilAsync(ask, answer => answer.Contains(expected, StringComparison.Ordinal), cancellation);
        Holds(name, where, expected, found);
    }

    /// <summary>Asks until there is an answer. Ends the journey when there never is one, since what follows would only fail too.</summary>
    public async Task<T> FoundAsync<T>(string name, string where, Func<Task<T?>> ask, CancellationToken cancellation)
        where T : class
    {
        var found = await UntilAsync(ask, answer => answer is not null, cancellation);
        Add(name, where, found is not null, "there", found is null ? "nothing" : "there");
        return found ?? throw new DemoException($"{name}: not found at {where} within {Patience.TotalSeconds:0} s.");
    }

    /// <summary>Asks until the answer satisfies, and gives the last one.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T>> ask, Predicate<T> satisfies, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (satisfies(answer) || time.GetElapsedTime(start) > Patience)
                return answer;
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
