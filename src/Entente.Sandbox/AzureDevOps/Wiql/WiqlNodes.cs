namespace Entente.Sandbox.AzureDevOps.Wiql;

/// <summary>A query as it was written.</summary>
/// <param name="Where">Null for every work item.</param>
internal sealed record WiqlQuery(IReadOnlyList<string> Columns, WiqlNode? Where, IReadOnlyList<WiqlSort> Sorts, string? AsOf);

/// <summary>One field of ORDER BY.</summary>
internal sealed record WiqlSort(string Field, bool IsDescending);

internal abstract record WiqlNode;

internal sealed record WiqlBoth(WiqlNode Left, WiqlNode Right) : WiqlNode;

internal sealed record WiqlEither(WiqlNode Left, WiqlNode Right) : WiqlNode;

internal sealed record WiqlNot(WiqlNode Inner) : WiqlNode;

/// <summary>One comparison.</summary>
/// <param name="Operator">Upper case, words parted by one space: <c>=</c>, <c>NOT CONTAINS</c>, <c>IS EMPTY</c>.</param>
/// <param name="IsEver">Whether any revision may fulfil it.</param>
internal sealed record WiqlComparison(string Field, string Operator, IReadOnlyList<WiqlValue> Values, bool IsEver) : WiqlNode;

/// <summary>What a field is compared with: a text or number, a macro with its offset in days, or another field.</summary>
internal sealed record WiqlValue(WiqlTokenKind Kind, string Text, int OffsetDays);
