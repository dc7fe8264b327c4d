namespace Entente.Core.Journal;

/// <summary>What a person, or the node itself, did to a hub. No secret and no text of a ticket ever stands in it.</summary>
/// <param name="Who"><c>local-token</c>, <c>node NAME</c>, <c>local user</c>.</param>
/// <param name="What">A registered act: <c>link.pause</c>.</param>
/// <param name="On">What it was done to: a connection, a link, a ticket as <c>connection:key</c>; empty for the hub.</param>
/// <param name="Outcome"><c>done</c>, or how it was refused.</param>
public sealed record AuditAct(DateTimeOffset At, string Who, string What, string On, string Outcome)
{
    /// <summary><see cref="EntryChain.Seal"/>: nobody without the hub's key can make one.</summary>
    public string Seal { get; init; } = "";
}

/// <summary>An act in the log: numbered from 1 without a gap over the whole hub, chained by hash.</summary>
public sealed record AuditEntry(long N, AuditAct Act, string PreviousHash, string Hash);

/// <summary>How far a ticket's chain goes, as the store remembers it beside the entries.</summary>
public sealed record ChainHead(string TicketId, long N, string Hash);
