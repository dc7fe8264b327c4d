using System.Collections.Immutable;

using Entente.Cel;
using Entente.Core.Rules;

namespace Entente.Core.Sync;

/// <summary>An envelope in the making.</summary>
internal sealed record PendingSend(string Twin, Rule Rule)
{
    public required DateTimeOffset At { get; init; }

    public ImmutableSortedDictionary<string, CelValue> Fields { get; init; } = Ordered.Map<CelValue>();

    public ImmutableList<SharedComment> Comments { get; init; } = [];

    /// <summary>Native id of each comment carried, to its origin.</summary>
    public ImmutableSortedDictionary<string, string> CommentOrigins { get; init; } = Ordered.Map<string>();

    public ImmutableList<string> Withdrawn { get; init; } = [];

    public ImmutableList<SharedFile> Files { get; init; } = [];

    public ImmutableList<ChangeRef> Changes { get; init; } = [];

    public string HandoffTo { get; init; } = "";

    public string HandoffReason { get; init; } = "";

    public bool IsEmpty => Fields.Count == 0 && Comments.Count == 0 && Withdrawn.Count == 0 && Files.Count == 0 && HandoffTo.Length == 0;

    public string? CommentItem(string nativeId)
    {
        if (CommentOrigins.TryGetValue(nativeId, out var origin))
            return ItemName.OfComment(origin);
        var withdrawn = Withdrawn.Find(o => o.EndsWith($":{nativeId}", StringComparison.Ordinal));
        return withdrawn is null ? null : ItemName.OfComment(withdrawn);
    }

    public string? FileItem(string nativeId) => Files.Find(file => file.Origin.EndsWith($":{nativeId}", StringComparison.Ordinal)) is { } found
        ? ItemName.OfFile(found.Origin)
        : null;
}
