namespace Entente.Sandbox.Jira.Load;

/// <summary>Keeps the account of a load while it goes on.</summary>
internal sealed class LoadJournal
{
    private readonly SortedDictionary<string, int> created = new(StringComparer.Ordinal);
    private readonly List<string> notTaken = [];
    private int taken;
    private int renumbered;

    public void Took(bool isRenumbered)
    {
        taken++;
        renumbered += isRenumbered ? 1 : 0;
    }

    public void Created(string what) => created[what] = created.GetValueOrDefault(what) + 1;

    public void NotTaken(int line, string path, string reason) => notTaken.Add($"line {line}, {path}: {reason}");

    public LoadReport Report() => new("jira", taken, renumbered, created, notTaken);
}
