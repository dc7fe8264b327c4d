namespace Entente.Storage.Postgres;

/// <summary>
/// What nodes tell each other over NOTIFY. Only hints, each of which may be lost: what they hint at is polled for too. Many become one, for a NOTIFY
/// takes its turn with all others of the database when it commits; so it is never part of an append.
/// </summary>
internal sealed class Signals
{
    private int isWaking;
    private Action? told;

    /// <summary>Something became due.</summary>
    public void Wake()
    {
        Interlocked.Exchange(ref isWaking, 1);
        Volatile.Read(ref told)?.Invoke();
    }

    public bool TakeWake() => Interlocked.Exchange(ref isWaking, 0) == 1;

    public void OnTold(Action act) => Volatile.Write(ref told, act);
}
