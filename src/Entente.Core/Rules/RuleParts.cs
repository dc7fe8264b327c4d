using Entente.Cel;
using Entente.Core.Accord;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>What a rule's file says, compiled.</summary>
internal sealed record RuleParts
{
    public required RuleScope Scope { get; init; }

    /// <summary>Null when the file names none: such a side starts nothing.</summary>
    public RuleExpression? Trigger { get; init; }

    /// <summary>By canonical field, ordinal order.</summary>
    public required IReadOnlyList<ShareField> Share { get; init; }

    public RuleExpression? ShareComments { get; init; }

    public RuleExpression? ShareAttachments { get; init; }

    /// <summary>By native field, ordinal order.</summary>
    public required IReadOnlyList<AcceptField> Accept { get; init; }

    public RuleExpression? AcceptComments { get; init; }

    public bool CommentsPublic { get; init; }

    public RuleExpression? AcceptAttachments { get; init; }

    public string HandoffTo { get; init; } = "";

    public RuleExpression? HandoffWhen { get; init; }

    public RuleExpression? HandoffReject { get; init; }

    public RuleExpression? ApprovalRequested { get; init; }

    public RuleExpression? ApprovalGranted { get; init; }

    public RuleExpression? ApprovalRefused { get; init; }

    public required RulePolicies Policies { get; init; }
}

/// <summary>One canonical field that leaves.</summary>
/// <param name="StandIn">The value where the expression knows no counterpart; null parks.</param>
internal sealed record ShareField(DictionaryField Field, RuleExpression Expression, string? StandIn)
{
    private readonly CelType type = RuleTypes.OfShare(Field.Type);

    public CelValue Evaluate(CelBindings bindings)
    {
        var value = StandIns.Evaluate(Expression, bindings, StandIn);
        // An explicit null says "empty"; what fails never becomes one.
        if (value.IsNull) return value;
        if (!RuleValue.Fits(type, value))
            throw Expression.Fails("rule.type", $"The field '{Field.Name}' takes {type}, not {RuleExpression.Named(value)}.");
        if (Field.Type != FieldType.Enum || Field.HasValue(value.AsString())) return value;
        if (StandIn is not null) return CelValue.String(StandIn);
        throw Expression.Fails("rule.unmapped",
            $"The value is none of the dictionary's for '{Field.Name}': {string.Join(", ", Field.Values.Select(pair => pair.Key))}.");
    }
}

/// <summary>One native field that is written.</summary>
/// <param name="Reads">The canonical fields that the expression can read, of the replica or of what was agreed; ordinal order.</param>
/// <param name="NeedsAnyOf">Those that it reads of the replica; empty when it reads none, or when it may read any.</param>
internal sealed record AcceptField(
    TicketField Field, RuleExpression Expression, string? StandIn, IReadOnlySet<string> Reads, IReadOnlyList<string> NeedsAnyOf)
{
    public CelValue Evaluate(CelBindings bindings)
    {
        var value = StandIns.Evaluate(Expression, bindings, StandIn);
        if (value.IsNull || RuleValue.Fits(Field.Accepts, value)) return value;
        throw Expression.Fails("rule.type", $"The field '{Field.Name}' takes {Field.Accepts}, not {RuleExpression.Named(value)}.");
    }
}

/// <summary>The policy <c>unmapped</c>: what stands in where a map has no entry for a value.</summary>
internal static class StandIns
{
    public static CelValue Evaluate(RuleExpression expression, CelBindings bindings, string? standIn)
    {
        if (standIn is null) return expression.Evaluate(bindings);
        try
        {
            return expression.Evaluate(bindings);
        }
        catch (RuleException failure) when (failure.Code == CelErrorCodes.NoSuchKey)
        {
            return CelValue.String(standIn);
        }
    }
}
