using Entente.Core.Cases;

namespace Entente.Node.Cases;

/// <summary>
/// The ids of one case. A connection of two tickets that each had a case makes one case of both: the alias events at the two tickets name the other
/// id, and the case goes on as the opener's. Milestones (opened, resolved, reopened, closed) are those of that case's first ticket alone.
/// </summary>
internal sealed class CaseNames
{
    private readonly SortedSet<string> open = new(StringComparer.Ordinal);
    private readonly SortedSet<string> seen = new(StringComparer.Ordinal);
    private readonly SortedSet<string> absorbed = new(StringComparer.Ordinal);

    public CaseNames(string first) => open.Add(first);

    /// <summary>The id under which the case goes on.</summary>
    public string Canonical => seen.Except(absorbed, StringComparer.Ordinal).FirstOrDefault(seen.Min!);

    /// <summary>An id whose tickets were not read yet; null when all were.</summary>
    public string? Next()
    {
        if (open.Min is not { } next)
            return null;
        open.Remove(next);
        seen.Add(next);
        return next;
    }

    /// <summary>Finds further ids among the events read so far.</summary>
    public void Learn(IEnumerable<PlacedEvent> events)
    {
        foreach (var alias in events.Select(placed => placed.Event).Where(happened => happened.Kind == CaseEventKind.Alias))
        {
            if (!seen.Contains(alias.Value))
                open.Add(alias.Value);
            if (alias.Reason == "from")
                absorbed.Add(alias.Value);
        }
    }

    /// <summary>Ids of cases that go on as <see cref="Canonical"/>.</summary>
    public IReadOnlySet<string> Absorbed
    {
        get
        {
            var canonical = Canonical;
            return seen.Where(id => id != canonical).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>All ids that were read.</summary>
    public IEnumerable<string> All => seen;
}
