using Entente.Core.Tickets;

namespace Entente.Connectors.ServiceNow;

/// <summary>
/// What was seen right before a write, kept with the prepared call: the update count, whether the ticket was closed, and a digest of each written
/// field's old value. ServiceNow has no conditional write and drops what it does not take without a word, so only before and after together tell what
/// a write did. Digests, because a hint is no place for people's text.
/// </summary>
internal sealed record ServiceNowHint(string ModCount, bool IsFinal, IReadOnlyDictionary<string, string> Before)
{
    private const char Separator = '|';

    /// <summary>Null for a call that has no such hint.</summary>
    public static ServiceNowHint? Parse(string? text)
    {
        var parts = text?.Split(Separator);
        if (parts is not { Length: 3 })
            return null;
        var before = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')))
            before[pair[0]] = pair[^1];
        return new ServiceNowHint(parts[0], parts[1] == "final", before);
    }

    /// <summary>Whether a field's stored value is what it was before.</summary>
    public bool IsUnchanged(string field, string value) => Before.TryGetValue(field, out var digest) && digest == DigestOf(value);

    public static string DigestOf(string value) => Ids.Digest(value)[..12];

    public override string ToString() => string.Join(
        Separator, ModCount, IsFinal ? "final" : "", string.Join(',', Before.Select(field => $"{field.Key}={field.Value}")));
}
