namespace Entente.Sandbox.AzureDevOps.Load;

/// <summary>What a load had to make and what it could not take.</summary>
internal sealed class LoadJournal
{
    public SortedDictionary<string, int> Created { get; } = new(StringComparer.Ordinal);

    public List<string> NotTaken { get; } = [];

    public void Made(string kind) => Created[kind] = Created.GetValueOrDefault(kind) + 1;

    public void Refuse(int line, string path, string reason) => NotTaken.Add($"line {line}, {path}: {reason}");
}
