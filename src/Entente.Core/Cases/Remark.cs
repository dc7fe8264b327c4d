using Entente.Core.Text;

namespace Entente.Core.Cases;

/// <summary>A public text of a case that crossed a link: a comment, or the description that the case began with.</summary>
/// <param name="Origin"><c>connection:native id</c> where it was written; the same over any number of links.</param>
/// <param name="Author">Display name; empty when the description's author was not shared.</param>
/// <param name="Party">The party whose person wrote it.</param>
public sealed record Remark(string Origin, string Author, string Party, RichText Body, DateTimeOffset At)
{
    /// <summary>The connection at which it was written: what stands before the colon.</summary>
    public string Connection => Origin[..Math.Max(Origin.IndexOf(':', StringComparison.Ordinal), 0)];

    /// <summary>When its text was last changed; null when never.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>True when its author's side shares it no longer: the text is gone from here too.</summary>
    public bool IsWithdrawn { get; init; }

    public bool IsDescription { get; init; }

    /// <summary>Names of the files that came with it, in order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>A remark as it stands at another ticket since an instant.</summary>
public sealed record Arrival(string Origin, string TicketId, DateTimeOffset At);
