namespace Entente.Node.Health;

/// <summary>What keeps a node from being well, found by a check of its own.</summary>
/// <param name="Code">Registered, with a page in docs/operations: <c>hub.conservation</c>.</param>
/// <param name="Text">One sentence for the operator, without a ticket's text.</param>
public sealed record HealthReason(string Code, string Text, DateTimeOffset Since);

/// <summary>
/// Where a check says that a node is not well: <c>/healthz</c> tells it, an alert is raised, and both end when the check takes it back. Each check
/// owns its code.
/// </summary>
public sealed class HealthReasons
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, HealthReason> reasons = new(StringComparer.Ordinal);

    /// <summary>By code.</summary>
    public IReadOnlyList<HealthReason> All
    {
        get
        {
            lock (gate)
                return [.. reasons.Values];
        }
    }

    /// <summary>Says that something is wrong; saying it again renews the sentence and keeps the instant.</summary>
    public void Set(string code, string text, DateTimeOffset now)
    {
        lock (gate)
            reasons[code] = reasons.TryGetValue(code, out var known) ? known with { Text = text } : new HealthReason(code, text, now);
    }

    /// <summary>Takes it back.</summary>
    public void Clear(string code)
    {
        lock (gate)
            reasons.Remove(code);
    }
}
