using System.Collections.Immutable;
using Entente.Core.Journal;

namespace Entente.Conformance.Tests.PowerCuts;

/// <summary>What a store said was done, and so must be there after any later power cut.</summary>
internal sealed record Acknowledged
{
    public static readonly Acknowledged Nothing = new();

    /// <summary>By ticket, the number and hash of the newest entry.</summary>
    public ImmutableSortedDictionary<string, (long N, string Hash)> Heads { get; init; } =
        ImmutableSortedDictionary.Create<string, (long, string)>(StringComparer.Ordinal);

    /// <summary>By sender, the newest envelope in its lane.</summary>
    public ImmutableSortedDictionary<string, long> Sent { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    public ImmutableList<Notice> Deliveries { get; init; } = [];

    /// <summary>By name, a number that only grows.</summary>
    public ImmutableSortedDictionary<string, long> Values { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);
}
