namespace Entente.Sandbox.Host;

/// <summary>One request as it was answered.</summary>
/// <param name="N">Counts up from 1 and never restarts.</param>
/// <param name="Status">0 where the connection was cut.</param>
internal sealed record LoggedRequest(
    long N,
    DateTimeOffset At,
    string Method,
    string Path,
    string Query,
    int Status,
    double Millis)
{
    /// <summary>The user part of the credentials, never the secret; null where there were none.</summary>
    public string? Caller { get; init; }

    /// <summary>The kind of fault that spoiled it.</summary>
    public string? Fault { get; init; }

    /// <summary>The beginning of the request's body, if the log keeps bodies.</summary>
    public string? Body { get; init; }
}

/// <summary>The last requests of one product, in the order of their answers.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 20_000;

    private readonly Lock gate = new();

    private readonly Queue<LoggedRequest> requests = new();

    private long last;

    /// <summary>How many requests were answered since the start.</summary>
    public long Total
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    public void Add(Func<long, LoggedRequest> make)
    {
        lock (gate)
        {
            requests.Enqueue(make(++last));
            if (requests.Count > Capacity)
                requests.Dequeue();
        }
    }

    public IReadOnlyList<LoggedRequest> Since(long n)
    {
        lock (gate)
            return [.. requests.Where(request => request.N > n)];
    }

    public void Clear()
    {
        lock (gate)
            requests.Clear();
    }
}
