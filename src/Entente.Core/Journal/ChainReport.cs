namespace Entente.Core.Journal;

/// <summary>Something in a store that is not what was written.</summary>
/// <param name="Record"><c>audit 12</c>, <c>ticket ab… entry 3</c>, <c>lane twin/from/epoch envelope 4</c>, <c>checkpoint 7</c>.</param>
/// <param name="What">What is wrong with it, as a sentence.</param>
public sealed record ChainFinding(string Record, string What);

/// <summary>What a check of all chains read and found.</summary>
/// <param name="Audit">Entries of the audit log.</param>
/// <param name="Head">The audit log's newest entry: who notes it down can later show that nothing was cut off.</param>
public sealed record ChainReport(
    long Audit, long Tickets, long Entries, long Envelopes, long Checkpoints, string Head, IReadOnlyList<ChainFinding> Findings);
