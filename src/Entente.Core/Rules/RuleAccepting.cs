using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>What arrives for a rule to decide on; see <see cref="Rule.Accept"/>.</summary>
internal sealed record Arrival(
    TicketSnapshot? Ticket, Replica Replica, IReadOnlyDictionary<string, CelValue> Agreed, IReadOnlySet<string>? Changed)
{
    public bool Concerns(IReadOnlySet<string> reads) => Changed is null || Changed.Overlaps(reads);

    public bool Concerns(string name) => Changed is null || Changed.Contains(name);
}

/// <summary>The incoming half of a rule. Invariant 6: nothing is written that the accept rule did not name.</summary>
internal static class RuleAccepting
{
    public static AcceptResult Accept(RuleParts parts, Arrival arrival)
    {
        var bindings = parts.Scope.Bind(arrival.Ticket, arrival.Replica, arrival.Agreed);
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        var reads = new SortedDictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var field in parts.Accept)
        {
            if (!IsDue(field, arrival)) continue;
            var value = field.Evaluate(bindings);
            if (arrival.Ticket is null && parts.Scope.IsBlank(field.Field.Name, value)) continue;
            fields.Add(field.Field.Name, value);
            reads.Add(field.Field.Name, field.Reads);
        }
        return new AcceptResult
        {
            Fields = fields,
            Reads = reads,
            Comments = Comments(parts, arrival, bindings),
            CommentsPublic = parts.CommentsPublic,
            Files = Files(parts, arrival, bindings),
        };
    }

    private static bool IsDue(AcceptField field, Arrival arrival)
    {
        if (!arrival.Concerns(field.Reads)) return false;
        if (arrival.Ticket is not null && field.Field.Write == FieldWrite.OnCreate) return false;
        // The partner decides what it shares: a field computed only from what never came has nothing to say.
        return field.NeedsAnyOf.Count == 0 || field.NeedsAnyOf.Any(arrival.Replica.Fields.ContainsKey);
    }

    private static IReadOnlyList<SharedComment> Comments(RuleParts parts, Arrival arrival, CelBindings bindings) =>
        parts.AcceptComments is { } expression && arrival.Concerns(RuleTypes.Comments)
            ? [.. Selection.Of<SharedCommentView>(expression, bindings, view => view.At).Select(view => view.Comment)]
            : [];

    private static IReadOnlyList<SharedFile> Files(RuleParts parts, Arrival arrival, CelBindings bindings) =>
        parts.AcceptAttachments is { } expression && arrival.Concerns(RuleTypes.Attachments)
            ? [.. Selection.Of<SharedFileView>(expression, bindings, view => view.At).Select(view => view.File)]
            : [];
}
