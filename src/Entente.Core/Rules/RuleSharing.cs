using Entente.Cel;
using Entente.Core.Tickets;

namespace Entente.Core.Rules;

/// <summary>The outgoing half of a rule. Invariant 5: nothing crosses that the share rule did not select.</summary>
internal static class RuleSharing
{
    public static ShareResult Share(RuleParts parts, TicketSnapshot ticket)
    {
        var bindings = parts.Scope.Bind(ticket);
        var fields = new SortedDictionary<string, CelValue>(StringComparer.Ordinal);
        foreach (var field in parts.Share) fields.Add(field.Field.Name, field.Evaluate(bindings));
        return new ShareResult(fields, Comments(parts, bindings), Attachments(parts, bindings));
    }

    public static IReadOnlyList<string> Names(RuleParts parts) =>
        [.. All(parts).Select(pair => pair.Name).Order(StringComparer.Ordinal)];

    public static SortedSet<string> FieldsReading(RuleParts parts, string nativeField)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, expression) in All(parts))
        {
            var reads = expression.Reads(RuleScope.TicketName);
            // ticket.fields reaches every native field; by a constant name only that one.
            if (reads.May(nativeField) || reads.May(RuleTypes.Fields, nativeField)) names.Add(name);
        }
        return names;
    }

    private static IEnumerable<(string Name, RuleExpression Expression)> All(RuleParts parts)
    {
        foreach (var field in parts.Share) yield return (field.Field.Name, field.Expression);
        if (parts.ShareComments is { } comments) yield return (RuleTypes.Comments, comments);
        if (parts.ShareAttachments is { } attachments) yield return (RuleTypes.Attachments, attachments);
    }

    private static IReadOnlyList<TicketComment> Comments(RuleParts parts, CelBindings bindings)
    {
        if (parts.ShareComments is not { } expression) return [];
        var selected = Selection.Of<CommentView>(expression, bindings, view => view.At);
        return [.. selected.Select(view => view.Comment).Where(comment => comment.IsPublic || MayShareInternal(parts))];
    }

    private static IReadOnlyList<TicketAttachment> Attachments(RuleParts parts, CelBindings bindings)
    {
        if (parts.ShareAttachments is not { } expression) return [];
        var selected = Selection.Of<AttachmentView>(expression, bindings, view => view.At);
        return [.. selected.Select(view => view.Attachment).Where(attachment => attachment.IsPublic || MayShareInternal(parts))];
    }

    /// <summary>Internal stays home unless the rule's policy says otherwise, whatever an expression selects.</summary>
    private static bool MayShareInternal(RuleParts parts) => parts.Policies.Internal == InternalPolicy.Share;
}

/// <summary>Reads which items of a list an expression selected.</summary>
internal static class Selection
{
    /// <summary>The selected items once each, in the order of the list that they come from.</summary>
    public static IEnumerable<T> Of<T>(RuleExpression expression, CelBindings bindings, Func<T, int> placeOf)
        where T : class, ICelObject
    {
        var value = expression.Evaluate(bindings);
        if (value.Kind != CelKind.List) throw expression.Fails("rule.type", $"A list must be selected, not {RuleExpression.Named(value)}.");
        var selected = new SortedDictionary<int, T>();
        foreach (var item in value.AsList())
        {
            if (item.Kind != CelKind.Object || item.AsObject() is not T view)
                throw expression.Fails("rule.type", $"The list holds {RuleExpression.Named(item)}, which is no item to select.");
            selected[placeOf(view)] = view;
        }
        return selected.Values;
    }
}
