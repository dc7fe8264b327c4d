namespace Entente.Core.Tickets;

/// <summary>A write of ours that was confirmed and is looked for again: a request that was given up may have been applied late, or twice.</summary>
/// <param name="EffectId">The marker that each of its requests carried.</param>
/// <param name="Kind">A create, a comment or a file.</param>
/// <param name="Ticket">Native id of the ticket that was made or written.</param>
/// <param name="Item">Native id of the comment or file that was confirmed; null for a ticket.</param>
/// <param name="Since">When its first request was sent: nothing older is ours.</param>
public sealed record MarkedWrite(string EffectId, WriteKind Kind, string Ticket, string? Item, DateTimeOffset Since)
{
    /// <summary>What the connector noted before the write (<see cref="PreparedCall.Hint"/>).</summary>
    public string? Hint { get; init; }

    /// <summary>The file, where one was written: files have no marker everywhere.</summary>
    public FileWrite? File { get; init; }

    /// <summary>
    /// True for a write whose outcome was once unknown: all is looked through. Else one cheap question will do, which a proxy's second submission
    /// shows.
    /// </summary>
    public bool IsDoubtful { get; init; }
}

/// <summary>Something in a tracker that carries an effect's marker and that the hub's own account made.</summary>
/// <param name="Id">Native id: of a ticket for a create, else of the comment or file.</param>
/// <param name="Key">How people name it.</param>
public sealed record Carrier(string Id, string Key, DateTimeOffset Created);

/// <summary>One call that puts a second carrier out of the way.</summary>
/// <param name="Act">The connector's own word for the call: <c>merge</c>, <c>link</c>, <c>close</c>, <c>delete</c>.</param>
/// <param name="Of">What was written twice.</param>
/// <param name="Duplicate">Native id of the second carrier.</param>
/// <param name="Kept">Native id of the ticket that stays, or that the comment or file stands in.</param>
public sealed record Retirement(string Act, WriteKind Of, string Duplicate, string DuplicateKey, string Kept, string KeptKey)
{
    /// <summary>The retirement's call as a step.</summary>
    public WriteStep ToStep() => new(WriteKind.Retire) { Retire = this };

    /// <summary>What people read at the duplicate.</summary>
    public string ToText() => $"A second copy of {KeptKey} by a late or repeated request of Entente: everything goes on in {KeptKey}.";
}
