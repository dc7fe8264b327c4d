using Entente.Cel;

namespace Entente.Core.Rules;

/// <summary>What a rule wants written for a replica.</summary>
public sealed record AcceptResult
{
    /// <summary>Native fields with the values wanted, ordinal order. Null clears the field.</summary>
    public required IReadOnlyDictionary<string, CelValue> Fields { get; init; }

    /// <summary>For each of <see cref="Fields"/> the canonical fields that its expression can read, ordinal order.</summary>
    public required IReadOnlyDictionary<string, IReadOnlySet<string>> Reads { get; init; }

    /// <summary>The replica's comments to be written, in its order.</summary>
    public required IReadOnlyList<SharedComment> Comments { get; init; }

    /// <summary>Whether the comments are written for the requester to see; else as internal notes.</summary>
    public required bool CommentsPublic { get; init; }

    /// <summary>The replica's files to be written, in its order.</summary>
    public required IReadOnlyList<SharedFile> Files { get; init; }
}

/// <summary>Custody offered to a party.</summary>
/// <param name="To">The party's id.</param>
public sealed record Handoff(string To);

/// <summary>Which approval events a ticket's state stands for now; the caller compares with the state before.</summary>
public sealed record ApprovalSigns(bool Requested, bool Granted, bool Refused);
