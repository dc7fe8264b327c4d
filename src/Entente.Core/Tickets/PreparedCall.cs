namespace Entente.Core.Tickets;

/// <summary>A request as it will be sent, without credentials. Journaled before the call, and sent again byte for byte (RELIABILITY 2.1).</summary>
/// <param name="Path">Path and query below the connection's endpoint.</param>
/// <param name="Body">Raw bytes; empty for an upload, whose bytes come from <paramref name="Upload"/>.</param>
/// <param name="Upload">A file to stream from the blob store as this call's body.</param>
/// <param name="Hint">What the connector wants to know at a later probe, e.g. the newest key before a create.</param>
public sealed record PreparedCall(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, FileWrite? Upload = null, string? Hint = null);

/// <summary>What the tracker answered to a write that it did.</summary>
public sealed record WriteResult
{
    /// <summary>Native id of the ticket written.</summary>
    public required string NativeId { get; init; }

    /// <summary>Native id of the comment or attachment that the call made.</summary>
    public string? ItemId { get; init; }

    /// <summary>Native ids of the files that went along, in the order of the step's files.</summary>
    public IReadOnlyList<string> FileIds { get; init; } = [];

    /// <summary>The ticket as stored, where the answer carries it whole in its fields; comments and attachments may be missing from it.</summary>
    public TicketSnapshot? Stored { get; init; }
}

/// <summary>What the probe ladder could show about a write whose outcome is unknown.</summary>
public enum ProbeVerdict
{
    /// <summary>The effect is there.</summary>
    Found,

    /// <summary>Shown absent by reads that may show absence (Invariant 10).</summary>
    Absent,

    /// <summary>Neither could be shown yet.</summary>
    Unknown,
}

/// <summary>The outcome of one climb of the probe ladder.</summary>
/// <param name="Rung">What was asked, for the trace: <c>key window SHOP-40..SHOP-47</c>.</param>
public sealed record ProbeOutcome(ProbeVerdict Verdict, WriteResult? Result, string Rung);

/// <summary>An effect to be sent, or whose outcome is to be probed.</summary>
/// <param name="EffectId">The id that rides along as marker.</param>
/// <param name="NativeId">The ticket; null for a create.</param>
/// <param name="ExpectedRevision">Revision that the step was planned against, for trackers with conditional writes.</param>
public sealed record EffectCall(string EffectId, WriteStep Step, string? NativeId, string? ExpectedRevision = null);
