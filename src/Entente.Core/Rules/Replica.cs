using Entente.Cel;
using Entente.Core.Text;

namespace Entente.Core.Rules;

/// <summary>What a share rule lets out of a ticket, as it arrives at the other side.</summary>
/// <param name="Fields">Canonical fields that the sender shares, ordinal order; a field that it does not share is absent.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Files">Oldest first.</param>
public sealed record Replica(
    IReadOnlyDictionary<string, CelValue> Fields, IReadOnlyList<SharedComment> Comments, IReadOnlyList<SharedFile> Files);

/// <summary>A comment that crossed.</summary>
/// <param name="Origin"><c>connection:native id</c> of the comment where it was written; the same over any number of links.</param>
/// <param name="Author">Display name.</param>
/// <param name="AuthorAddress">E-mail address, only if the sender shares it.</param>
/// <param name="Party">The party whose person wrote it.</param>
public sealed record SharedComment(
    string Origin, string Author, string? AuthorAddress, string Party, bool IsPublic, RichText Body, DateTimeOffset Created)
{
    /// <summary>When its text was last changed; null when never.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>The origins of the files that came with it, in order.</summary>
    public IReadOnlyList<string> FileOrigins { get; init; } = [];
}

/// <summary>A file that crossed; its bytes lie in the blob store.</summary>
/// <param name="Origin"><c>connection:native id</c> of the attachment where it was added.</param>
/// <param name="Name">Data, never a path.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record SharedFile(string Origin, string Name, string MediaType, long Bytes, string Sha256);
