namespace Entente.Storage.Postgres;

/// <summary>
/// What this node has to tell the others over NOTIFY. Only hints, each of which may be lost: what they hint at is polled for too. Many become one,
/// for a NOTIFY takes its turn with all others of the database when it commits; so it is never part of an append.
/// </summary>
internal sealed class Signals
{
    public const string WakeWord = "wake";
    public const string SecretsWord = "secrets";
    public const string CaseWord = "case ";

    private const int MostWords = 100;

    private readonly Lock gate = new();
    private readonly SortedSet<string> words = new(StringComparer.Ordinal);

    /// <summary>Something became due.</summary>
    public void Wake() => Add(WakeWord);

    /// <summary>A secret was set or removed.</summary>
    public void Secrets() => Add(SecretsWord);

    /// <summary>A case changed.</summary>
    public void Case(string caseId) => Add(CaseWord + caseId);

    /// <summary>What there is to tell; it is forgotten here.</summary>
    public string[] Take()
    {
        lock (gate)
        {
            string[] told = [.. words];
            words.Clear();
            return told;
        }
    }

    private void Add(string word)
    {
        lock (gate)
            if (words.Count < MostWords) // a page that is not told looks again by itself
                words.Add(word);
    }
}
