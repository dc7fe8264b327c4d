namespace Entente.Storage.Sealed;

/// <summary>
/// Where sealed secrets lie. What is kept here is encrypted already, under a key that never is; names are letters, digits, '-' and '_', at most 64.
/// </summary>
public interface ISealedStore
{
    /// <summary>Null when there is none.</summary>
    byte[]? Read(string name);

    /// <summary>Durable on return; the earlier one is there until the new one is.</summary>
    void Write(string name, byte[] bytes);

    /// <summary>True when there was one.</summary>
    bool Remove(string name);

    /// <summary>By name in ordinal order, what changes with every writing.</summary>
    IReadOnlyDictionary<string, string> Versions();
}
